// Keeps what a process has counted when it ends in another way than by exit() or main()'s end: by _exit(), as what has been forked does, by
// abort(), or by becoming another program. One that is killed loses its counts. The linker puts these in the place of libc's (--wrap).
extern "C" {

// libgcov's, https://gcc.gnu.org/onlinedocs/gcc/Gcov-and-Optimization.html: counts are added to the files; after a dump nothing is dumped until a reset.
void __gcov_dump();
void __gcov_reset();

[[noreturn]] void __real__exit(int code);
[[noreturn]] void __real_abort();
int __real_execv(const char* path, char* const arguments[]);
int __real_execvp(const char* file, char* const arguments[]);

void __wrap__exit(int code) {
    __gcov_dump();
    __real__exit(code);
}

void __wrap_abort() {
    __gcov_dump();
    __real_abort();
}

int __wrap_execv(const char* path, char* const arguments[]) {
    __gcov_dump();
    __gcov_reset();
    return __real_execv(path, arguments);
}

int __wrap_execvp(const char* file, char* const arguments[]) {
    __gcov_dump();
    __gcov_reset();
    return __real_execvp(file, arguments);
}
}
