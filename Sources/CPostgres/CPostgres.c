// libpq, loaded when the first of its functions is called. Linked, it would bring twenty libraries (TLS, Kerberos,
// LDAP) into every start of the program, which took longer than all that the program does until its first frame.
// What is defined here has libpq's own names and types: a wrong one does not compile.

#include "include/CPostgres.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

static void *library;
static const char *fault;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  // Bound at once: a library that lacks something is known before it is used.
  library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *reason = dlerror();
    fault = reason ? reason : "libpq.so.5 can't be loaded";
  }
}

const char *tandem_libpq_fault(void) {
  pthread_once(&once, load);
  return fault;
}

// Who calls has asked for the fault first; a function that is missing leaves nothing to go on with.
static void *find(const char *name) {
  pthread_once(&once, load);
  void *found = library ? dlsym(library, name) : NULL;
  if (!found) abort();
  return found;
}

#define CALL(name, ...)                    \
  static __typeof__(&name) found;          \
  if (!found) found = find(#name);         \
  return found(__VA_ARGS__);

void PQclear(PGresult *result) { CALL(PQclear, result) }
PQconninfoOption *PQconndefaults(void) { CALL(PQconndefaults) }
PostgresPollingStatusType PQconnectPoll(PGconn *connection) { CALL(PQconnectPoll, connection) }
PGconn *PQconnectStartParams(const char *const *keywords, const char *const *values, int expand) {
  CALL(PQconnectStartParams, keywords, values, expand)
}
void PQconninfoFree(PQconninfoOption *options) { CALL(PQconninfoFree, options) }
PQconninfoOption *PQconninfoParse(const char *text, char **message) { CALL(PQconninfoParse, text, message) }
int PQconsumeInput(PGconn *connection) { CALL(PQconsumeInput, connection) }
int PQenterPipelineMode(PGconn *connection) { CALL(PQenterPipelineMode, connection) }
char *PQerrorMessage(const PGconn *connection) { CALL(PQerrorMessage, connection) }
void PQfinish(PGconn *connection) { CALL(PQfinish, connection) }
void PQfreemem(void *memory) { CALL(PQfreemem, memory) }
Oid PQftype(const PGresult *result, int column) { CALL(PQftype, result, column) }
PGresult *PQgetResult(PGconn *connection) { CALL(PQgetResult, connection) }
int PQgetisnull(const PGresult *result, int row, int column) { CALL(PQgetisnull, result, row, column) }
int PQgetlength(const PGresult *result, int row, int column) { CALL(PQgetlength, result, row, column) }
char *PQgetvalue(const PGresult *result, int row, int column) { CALL(PQgetvalue, result, row, column) }
int PQisBusy(PGconn *connection) { CALL(PQisBusy, connection) }
PGnotify *PQnotifies(PGconn *connection) { CALL(PQnotifies, connection) }
int PQntuples(const PGresult *result) { CALL(PQntuples, result) }
const char *PQparameterStatus(const PGconn *connection, const char *name) {
  CALL(PQparameterStatus, connection, name)
}
int PQpipelineSync(PGconn *connection) { CALL(PQpipelineSync, connection) }
void PQreset(PGconn *connection) { CALL(PQreset, connection) }
char *PQresultErrorField(const PGresult *result, int field) { CALL(PQresultErrorField, result, field) }
char *PQresultErrorMessage(const PGresult *result) { CALL(PQresultErrorMessage, result) }
ExecStatusType PQresultStatus(const PGresult *result) { CALL(PQresultStatus, result) }
int PQsendPrepare(PGconn *connection, const char *name, const char *sql, int count, const Oid *types) {
  CALL(PQsendPrepare, connection, name, sql, count, types)
}
int PQsendQueryPrepared(
    PGconn *connection, const char *name, int count, const char *const *values, const int *lengths,
    const int *formats, int format) {
  CALL(PQsendQueryPrepared, connection, name, count, values, lengths, formats, format)
}
PQnoticeReceiver PQsetNoticeReceiver(PGconn *connection, PQnoticeReceiver receiver, void *context) {
  CALL(PQsetNoticeReceiver, connection, receiver, context)
}
int PQsocket(const PGconn *connection) { CALL(PQsocket, connection) }
ConnStatusType PQstatus(const PGconn *connection) { CALL(PQstatus, connection) }
PGTransactionStatusType PQtransactionStatus(const PGconn *connection) { CALL(PQtransactionStatus, connection) }
char *PQuser(const PGconn *connection) { CALL(PQuser, connection) }
