#pragma once

// Waits for the lock of an opened file (flock, exclusive) in the kernel, where who came first is served first, for a limited
// time. To wait for what one has is no change.
//
// The kernel's wait has no limit of its own, so a timer's signal, which goes to the calling thread alone, interrupts it. Another
// thread that waits in its place costs a writer more than the wait for the writer before it.
//
// Returns 0 with the lock; EAGAIN when the time has ended; else why there is none, such as ENOLCK where the file system has no
// locks, or EMFILE where the system has no timer.
int tandem_file_lock(int file, long milliseconds);
