/* <sys/select.h> first: Python's headers and Dispatch's would define the same names in another order. */
#include <sys/select.h>
#define PY_SSIZE_T_CLEAN
#include <Python.h>
