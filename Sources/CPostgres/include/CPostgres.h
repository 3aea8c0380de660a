#pragma once

#include <postgresql/libpq-fe.h>

/// Why libpq, which is loaded when it is first needed, can't be; null when it is there.
const char *tandem_libpq_fault(void);
