/* A power cut for one process, loaded with LD_PRELOAD.
 *
 * Killing a process proves nothing about durability: what it wrote is in the kernel's hands and survives. Here every
 * change under the folder POWERCUT_DIR goes into an undo log that only a sync of that file (or, for names, of its
 * folder) empties. At the n-th change after powercut_arm(n, seed) the log is played backwards and the process ends with
 * 137: the folder then looks as a disk would after the plug was pulled. Depending on the seed all unsynced sectors are
 * lost, or each of them on its own (a torn write), so the order in which a disk writes is not assumed either.
 *
 * Strict where systems differ: a new or renamed file is lost unless its folder was synced. Sectors are 512 bytes.
 * powercut_syncs() and powercut_changes() count; powercut_slow(microseconds) makes every sync that much slower.
 * Build: cc -shared -fPIC -O2 -Wall -o powercut.so powercut.c -ldl -lpthread
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, MOST_FILES = 256 };

typedef struct file {
    dev_t device;
    ino_t inode;
    int fd;            /* our own, so that the inode lives as long as the log speaks of it */
    off_t synced_size; /* the size a cut falls back to */
} file_t;

typedef enum { WRITTEN, CREATED, UNLINKED, RENAMED } kind_t;

typedef struct record {
    struct record *before;
    kind_t kind;
    file_t *file; /* WRITTEN: whose bytes, where, and what stood there */
    off_t at;
    size_t length;
    char *old;
    dev_t folder_device; /* names: the folder whose sync makes them last */
    ino_t folder_inode;
    char path[PATH_MAX], other[PATH_MAX];
} record_t;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static file_t files[MOST_FILES];
static int file_count;
static record_t *newest;
static char *frozen[MOST_FILES]; /* while cutting: sectors already decided */
static size_t frozen_length[MOST_FILES];
static char root[PATH_MAX];
static long changes, syncs, cut_at = -1, sync_microseconds;
static uint64_t random_state = 88172645463325252ull;

static uint64_t chance(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    return random_state ^= random_state << 17;
}

#define REAL(type, name, ...)                                        \
    static type (*real)(__VA_ARGS__);                                \
    if (!real) *(void **)(&real) = dlsym(RTLD_NEXT, name)

static void *checked(void *memory) {
    if (!memory) abort();
    return memory;
}

__attribute__((constructor)) static void begin(void) {
    const char *named = getenv("POWERCUT_DIR");
    if (!named || !realpath(named, root)) root[0] = 0;
    const char *slow = getenv("POWERCUT_SYNC_MICROSECONDS");
    if (slow) sync_microseconds = atol(slow);
}

static int inside(const char *path) {
    size_t length = strlen(root);
    return length && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

/* Absolute path without following the last part, or 0 when it lies elsewhere. */
static int locate(int folder, const char *path, char out[PATH_MAX]) {
    char whole[PATH_MAX * 2], parent[PATH_MAX];
    if (!root[0] || !path) return 0;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t got = folder == AT_FDCWD ? (getcwd(parent, PATH_MAX) ? (ssize_t)strlen(parent) : -1)
                                         : readlink(link, parent, PATH_MAX - 1);
        if (got < 0) return 0;
        parent[got] = 0;
        snprintf(whole, sizeof whole, "%s/%s", parent, path);
    }
    char *last = strrchr(whole, '/');
    char name[NAME_MAX + 1];
    snprintf(name, sizeof name, "%s", last + 1);
    *last = 0;
    if (!realpath(whole[0] ? whole : "/", parent)) return 0;
    return snprintf(out, PATH_MAX, "%s/%s", parent, name) < PATH_MAX && inside(out);
}

/* A place in the table: a new one, or that of a file which is gone and of which the log no longer speaks. */
static file_t *slot(void) {
    if (file_count < MOST_FILES) return &files[file_count++];
    for (int i = 0; i < file_count; i++) {
        struct stat status;
        record_t *record = newest;
        while (record && record->file != &files[i]) record = record->before;
        if (!record && (fstat(files[i].fd, &status) || !status.st_nlink)) {
            close(files[i].fd);
            return &files[i];
        }
    }
    abort();
}

/* The log's own view of an open file; 0 when it is not a plain file under the folder. */
static file_t *track(int fd) {
    struct stat status;
    if (!root[0] || fstat(fd, &status) || !S_ISREG(status.st_mode)) return 0;
    for (int i = 0; i < file_count; i++)
        if (files[i].inode == status.st_ino && files[i].device == status.st_dev) return &files[i];
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, PATH_MAX - 1);
    if (got < 0) return 0;
    path[got] = 0;
    if (!inside(path)) return 0;
    if (got > 4 && !strcmp(path + got - 4, "-shm")) return 0; /* shared memory, never meant to last */
    REAL(int, "open", const char *, int, ...);
    int own = real(link, O_RDWR | O_CLOEXEC);
    if (own < 0) return 0;
    file_t *file = slot();
    *file = (file_t){status.st_dev, status.st_ino, own, status.st_size};
    return file;
}

static record_t *note(kind_t kind) {
    record_t *record = checked(calloc(1, sizeof *record));
    record->kind = kind;
    record->before = newest;
    return newest = record;
}

static void note_bytes(file_t *file, off_t at, size_t length) {
    record_t *record = note(WRITTEN);
    record->file = file, record->at = at, record->length = length;
    record->old = checked(calloc(1, length + 1)); /* beyond the end of the file stand zeros */
    ssize_t got = pread(file->fd, record->old, length, at);
    (void)got;
}

static void note_name(kind_t kind, const char *path, const char *other) {
    char parent[PATH_MAX];
    struct stat status;
    record_t *record = note(kind);
    snprintf(record->path, PATH_MAX, "%s", path);
    snprintf(record->other, PATH_MAX, "%s", other ? other : "");
    snprintf(parent, PATH_MAX, "%s", path);
    *strrchr(parent, '/') = 0;
    if (stat(parent, &status)) abort();
    record->folder_device = status.st_dev, record->folder_inode = status.st_ino;
}

/* Keeps what a name stands for under a hidden name, so that it can come back. */
static void keep(const char *path, char kept[PATH_MAX]) {
    static long number;
    if (snprintf(kept, PATH_MAX, "%s.cut-%d-%ld", path, (int)getpid(), ++number) >= PATH_MAX || link(path, kept))
        kept[0] = 0;
}

static void undo_name(record_t *record) {
    REAL(int, "rename", const char *, const char *);
    static int (*remove_name)(const char *);
    if (!remove_name) *(void **)(&remove_name) = dlsym(RTLD_NEXT, "unlink");
    if (record->kind == CREATED) remove_name(record->path);
    if (record->kind == UNLINKED && record->other[0]) real(record->other, record->path);
    if (record->kind == RENAMED) {
        real(record->path, record->other); /* path: the new name; other: the old one */
        if (record->old) real(record->old, record->path);
    }
}

static void undo_bytes(record_t *record, unsigned survive_percent) {
    int which = (int)(record->file - files);
    size_t first = record->at / SECTOR, last = (record->at + record->length - 1) / SECTOR;
    if (last >= frozen_length[which]) {
        frozen[which] = checked(realloc(frozen[which], last + 1));
        memset(frozen[which] + frozen_length[which], 0, last + 1 - frozen_length[which]);
        frozen_length[which] = last + 1;
    }
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    for (size_t sector = first; sector <= last; sector++) {
        if (frozen[which][sector]) continue;
        if (chance() % 100 < survive_percent) {
            frozen[which][sector] = 1;
            continue;
        }
        off_t from = (off_t)(sector * SECTOR), to = from + SECTOR;
        if (from < record->at) from = record->at;
        if (to > (off_t)(record->at + record->length)) to = record->at + record->length;
        if (real(record->file->fd, record->old + (from - record->at), to - from, from) < 0) abort();
    }
}

/* The plug is pulled: whatever was not synced may be lost. Never returns. */
static void cut(void) {
    unsigned mode = chance() % 3;
    unsigned survive_percent = mode == 0 ? 0 : mode == 1 ? 50 : (unsigned)(chance() % 100);
    off_t size_now[MOST_FILES];
    REAL(int, "ftruncate64", int, off_t);
    for (int i = 0; i < file_count; i++) {
        struct stat status;
        size_now[i] = fstat(files[i].fd, &status) ? 0 : status.st_size;
    }
    int names_last = mode == 0 ? 0 : (int)(chance() % 2); /* names are journalled: all of them back, or none */
    for (record_t *record = newest; record; record = record->before) {
        if (record->kind == WRITTEN)
            undo_bytes(record, survive_percent);
        else if (!names_last)
            undo_name(record);
    }
    for (int i = 0; i < file_count; i++) {
        off_t size = mode && chance() % 2 ? size_now[i] : files[i].synced_size;
        if (real(files[i].fd, size)) abort();
    }
    _exit(137);
}

/* Counts a change; returns whether this is the one at which the power goes. */
static int due(void) { return ++changes == cut_at; }

static void release(record_t **link) {
    record_t *record = *link;
    *link = record->before;
    if (record->kind == UNLINKED && record->other[0]) {
        REAL(int, "unlink", const char *);
        real(record->other);
    }
    free(record->old);
    free(record);
}

static int sync_file(int fd, int (*real)(int)) {
    struct stat status;
    pthread_mutex_lock(&lock);
    if (root[0] && !fstat(fd, &status)) {
        file_t *file = track(fd);
        if (file || S_ISDIR(status.st_mode)) {
            syncs++;
            if (due()) cut(); /* the last moment before it is safe */
            if (sync_microseconds) usleep((useconds_t)sync_microseconds);
        }
        for (record_t **link = &newest; *link;) {
            record_t *record = *link;
            int safe = record->kind == WRITTEN ? file && record->file == file
                                               : record->folder_inode == status.st_ino &&
                                                     record->folder_device == status.st_dev;
            if (safe) release(link);
            else link = &record->before;
        }
        if (file) file->synced_size = status.st_size;
    }
    int result = real(fd);
    pthread_mutex_unlock(&lock);
    return result;
}

/* ---- what the process calls ------------------------------------------------------------------------------------ */

int fsync(int fd) { REAL(int, "fsync", int); return sync_file(fd, real); }
int fdatasync(int fd) { REAL(int, "fdatasync", int); return sync_file(fd, real); }

static ssize_t write_at(int fd, const void *bytes, size_t length, off_t at, int positioned) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    static ssize_t (*plain)(int, const void *, size_t);
    if (!plain) *(void **)(&plain) = dlsym(RTLD_NEXT, "write");
    pthread_mutex_lock(&lock);
    file_t *file = length ? track(fd) : 0;
    int last = 0;
    if (file) {
        if (!positioned) {
            struct stat status;
            at = fcntl(fd, F_GETFL) & O_APPEND && !fstat(fd, &status) ? status.st_size : lseek(fd, 0, SEEK_CUR);
        }
        note_bytes(file, at, length);
        last = due();
    }
    ssize_t done = positioned ? real(fd, bytes, length, at) : plain(fd, bytes, length);
    if (last) cut();
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_at(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_at(fd, bytes, length, at, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) { return write_at(fd, bytes, length, at, 1); }

static int shorten(int fd, off_t size) {
    REAL(int, "ftruncate64", int, off_t);
    struct stat status;
    pthread_mutex_lock(&lock);
    file_t *file = track(fd);
    if (file && !fstat(fd, &status)) {
        if (status.st_size > size) note_bytes(file, size, status.st_size - size);
        if (due()) cut();
    }
    int result = real(fd, size);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t size) { return shorten(fd, size); }
int ftruncate64(int fd, off_t size) { return shorten(fd, size); }

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat", int, const char *, int, ...);
    char whole[PATH_MAX];
    struct stat status;
    pthread_mutex_lock(&lock);
    int ours = (flags & (O_CREAT | O_TRUNC)) && locate(folder, path, whole);
    int is_new = ours && (flags & O_CREAT) && lstat(whole, &status);
    if (is_new && due()) cut();
    if (ours && !is_new && (flags & O_TRUNC)) {
        int before = real(folder, path, O_RDWR | O_CLOEXEC);
        if (before >= 0) {
            pthread_mutex_unlock(&lock);
            shorten(before, 0);
            pthread_mutex_lock(&lock);
            close(before);
        }
    }
    int fd = real(folder, path, flags, mode);
    if (fd >= 0 && is_new) note_name(CREATED, whole, 0);
    pthread_mutex_unlock(&lock);
    return fd;
}

#define MODE(flags)                                          \
    mode_t mode = 0;                                         \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                   \
        va_list rest;                                        \
        va_start(rest, flags);                               \
        mode = va_arg(rest, mode_t);                         \
        va_end(rest);                                        \
    }

int open(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    char whole[PATH_MAX], kept[PATH_MAX];
    struct stat status;
    pthread_mutex_lock(&lock);
    if (locate(AT_FDCWD, path, whole) && !lstat(whole, &status)) {
        if (due()) cut();
        keep(whole, kept);
        note_name(UNLINKED, whole, kept);
    }
    int result = real(path);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    char source[PATH_MAX], target[PATH_MAX], kept[PATH_MAX] = "";
    struct stat status;
    pthread_mutex_lock(&lock);
    if (locate(AT_FDCWD, from, source) && locate(AT_FDCWD, to, target)) {
        if (due()) cut();
        if (!lstat(target, &status)) keep(target, kept);
        note_name(RENAMED, target, source);
        if (kept[0]) newest->old = checked(strdup(kept));
    }
    int result = real(from, to);
    pthread_mutex_unlock(&lock);
    return result;
}

/* ---- what a test calls through ctypes -------------------------------------------------------------------------- */

void powercut_arm(long change, uint64_t seed) {
    pthread_mutex_lock(&lock);
    random_state = seed * 2654435761ull + 88172645463325252ull;
    for (int i = 0; i < 8; i++) chance();
    cut_at = change < 0 ? -1 : changes + change;
    pthread_mutex_unlock(&lock);
}

long powercut_changes(void) { return changes; }
long powercut_syncs(void) { return syncs; }
void powercut_slow(long microseconds) { sync_microseconds = microseconds; }
