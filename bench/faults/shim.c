/* A disk that fails on demand. Loaded into the server by LD_PRELOAD; the first byte of the file that
 * DISK_FAULT names says what fails, for files whose name contains "latchkey.db" only:
 *   0 nothing, w writes are answered EIO, s syncs are answered EIO, r reads are answered EIO,
 *   o writes are answered EROFS, as on a file system that was made read-only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static volatile char *fault;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("DISK_FAULT");
  int file = name ? open(name, O_RDONLY) : -1;
  if (file >= 0) {
    void *page = mmap(0, 1, PROT_READ, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) fault = page;
    close(file);
  }
}

static int is_store(int fd) {
  char link[64], path[512];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, "latchkey.db") != 0;
}

static int fails(int fd, const char *kinds) {
  char now = fault ? *fault : '0';
  if (now == '0' || !strchr(kinds, now) || !is_store(fd)) return 0;
  errno = now == 'o' ? EROFS : EIO;
  return 1;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t);
  return fails(fd, "wo") ? -1 : real(fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  return fails(fd, "wo") ? -1 : real(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  return fails(fd, "wo") ? -1 : real(fd, bytes, size, at);
}
ssize_t read(int fd, void *bytes, size_t size) {
  REAL(ssize_t, "read", int, void *, size_t);
  return fails(fd, "r") ? -1 : real(fd, bytes, size);
}
ssize_t pread(int fd, void *bytes, size_t size, off_t at) {
  REAL(ssize_t, "pread", int, void *, size_t, off_t);
  return fails(fd, "r") ? -1 : real(fd, bytes, size, at);
}
ssize_t pread64(int fd, void *bytes, size_t size, off64_t at) {
  REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
  return fails(fd, "r") ? -1 : real(fd, bytes, size, at);
}
int fsync(int fd) {
  REAL(int, "fsync", int);
  return fails(fd, "so") ? -1 : real(fd);
}
int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  return fails(fd, "so") ? -1 : real(fd);
}
int ftruncate(int fd, off_t size) {
  REAL(int, "ftruncate", int, off_t);
  return fails(fd, "wo") ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
  REAL(int, "ftruncate64", int, off64_t);
  return fails(fd, "wo") ? -1 : real(fd, size);
}
