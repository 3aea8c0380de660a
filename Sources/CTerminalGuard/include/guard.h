#pragma once
#include <stddef.h>
#include <termios.h>

// Gives a terminal back as it was when the process dies of a signal, and tells of signals that a program lives on after.
//
// What runs inside a signal handler must be async-signal-safe (POSIX.1-2017, 2.4.3), which Swift's runtime is not: hence C,
// with all it needs prepared beforehand.

// Remembers how to restore the terminal behind `fd`, and installs the handlers. `restore` is copied; at most 512 bytes.
// Returns the file descriptor that becomes readable when a byte for SIGWINCH, SIGTSTP or SIGCONT is there, or -1.
int tandem_guard_install(int fd, const struct termios *saved, const char *restore, size_t length);

// Other bytes to restore with, when the modes that are on have changed.
void tandem_guard_set_restore(const char *restore, size_t length);

// A file to remove, or a folder that is empty by then, when the process dies of a signal; at most 8, in this order. -1 for more.
int tandem_guard_remove_at_death(const char *path);

// Writes one byte to the same descriptor, from any thread.
void tandem_guard_wake(void);

// Takes the handlers off again; what is still there goes to the default.
void tandem_guard_remove(void);

// While another program has the terminal, Ctrl-Z stops this one with it, and a signal that ends this one leaves the terminal
// alone. To be taken back before anything is drawn again.
void tandem_guard_lend(void);
void tandem_guard_take_back(void);

// A file in memory that takes what is written to it; -1 where the system has none.
int tandem_frame_open(void);

// Makes `descriptor` another name for `target`, closed on exec; -1 when that can't be.
int tandem_frame_point(int descriptor, int target);

// Stops this process as Ctrl-Z would, the terminal having been given back; returns when it is continued, and has not taken it
// back.
void tandem_guard_stop(void);
