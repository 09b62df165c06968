// GNU functions that Swift's Glibc module leaves out: they stand behind _GNU_SOURCE.
#ifndef OSA_SOURCES_CGNU_H
#define OSA_SOURCES_CGNU_H
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/types.h>

extern int pipe2(int ends[_Nonnull 2], int flags);
extern int renameat2(int, const char *_Nonnull, int, const char *_Nonnull, unsigned int);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *_Nonnull, const char *_Nonnull);

// linux/getdents.h: whole directory entries into a buffer of the caller's.
extern ssize_t getdents64(int, void *_Nonnull, size_t);

// linux/fs.h
#define OSA_RENAME_EXCHANGE (1u << 1)
static const unsigned long OSA_GET_FLAGS = _IOR('f', 1, long);
static const unsigned long OSA_SET_FLAGS = _IOW('f', 2, long);
#define OSA_TOP_DIRECTORY_FLAG 0x20000
#endif
