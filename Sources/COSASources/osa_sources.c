#include "osa_sources.h"
