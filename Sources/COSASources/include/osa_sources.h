#ifndef OSA_SOURCES_H
#define OSA_SOURCES_H
#include <stdint.h>
/** The ABI number of the loaded library. */
int32_t osa_sources_abi_version(void);
#endif
