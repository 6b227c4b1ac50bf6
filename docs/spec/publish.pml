/*
 * The publishing protocol, as a model that spin checks.
 *
 * Writers publish, roll back, clear and prune one project; agents read it. Any request may lose its
 * reply, any read may be answered by a server that lags, any writer may stop for ever or go on long
 * after others took over. What must hold is asserted where it could break. Names are those of the
 * code and of the design: README.md maps them, says what is left out, and tells what happens without
 * each guard. check.sh runs it.
 *
 * Three reductions keep the model small. None of them hides a run:
 *
 * - A request whose reply is lost is put into `late`, from where it is executed at once ("done, but
 *   the reply was lost"), at any later time ("the server was slow and the client moved on"), or never
 *   ("dropped"). So one kind of fault stands for three.
 * - A crash is a writer that takes no further step, and every writer may do that anywhere: what can
 *   be asserted of the store after a crash is asserted in every state.
 * - Without LOCK there is no lock at all: all writers run at once, as they would if every session
 *   expired at the worst time behind its writer's back. Whatever holds then holds with the lock.
 */

/* ---- bounds ---------------------------------------------------------------------------------- */

#ifndef KIND0
#define KIND0 FULL              /* what the first writer does; see "kinds" */
#endif
#ifndef KIND1
#define KIND1 DELTA
#endif
#ifndef KIND2
#define KIND2 ROLLBACK          /* used with WRITERS 3 */
#endif
#ifndef WRITERS
#define WRITERS 2               /* 1 to 3 */
#endif
#ifndef FAULTS
#define FAULTS 2                /* requests whose reply is lost, all writers together; 0 to 3 */
#endif
#ifndef LAGS
#define LAGS 0                  /* how often the lagging server moves on; -1: no server lags */
#endif
#ifndef KEEP
#define KEEP 2                  /* revisions that prune keeps; the live one counts */
#endif
#ifndef AGENTS
#define AGENTS 0                /* 0 or 1 */
#endif
#ifndef PASSES
#define PASSES 2                /* how often an agent applies something */
#endif
#ifndef EXPIRIES
#define EXPIRIES 1              /* with LOCK: sessions that end behind their writer's back */
#endif

/* ---- kinds of a write session ----------------------------------------------------------------- */

#define ANY            0        /* one of the next five */
#define FULL           1        /* Commit.Publish, every file new */
#define DELTA          2        /* Commit.Publish, one file new, the other as in head */
#define ROLLBACK       3        /* Commit.Rollback to any older committed revision */
#define CLEAR          4        /* Commit.Clear */
#define PRUNE          5        /* no commit, only WriteSession.prune */
#define PRUNE_ROLLBACK 6        /* prune first, then roll back, in one session under one fence */

/* ---- the store -------------------------------------------------------------------------------- */

/*
 * An attempt is one run of step 3, known by its publishId. Attempts 0 and 1 are history: revision 1
 * with both files, and revision 2, which is live, with a new file 0 and file 1 as in revision 1.
 * Writer w makes attempt w + 2.
 */
#define ATTEMPTS (2 + WRITERS)
#define ATTEMPT(w) ((w) + 2)
#define NONE 15

#ifdef REUSE_PATHS
#define PATH(a) (number[a] - 1) /* /revisions/N: whoever tries number N writes to the same place */
#else
#define PATH(a) (a)             /* /revisions/N-publishId */
#endif

/* What a revision's node says. Its version follows: 0 as created, 1 committed, 2 pruned. */
#define ABSENT    0
#define WRITING   1
#define COMMITTED 2
#define PRUNED    3
#define SWEEPING  4             /* only with SWEEP_SETS_DATA: version 1, as if committed */

/* Children of a revision's node. */
#define FILE0    1
#define FILE1    2
#define MANIFEST 4
#define NODE     8              /* the node itself, in a batch that creates it */

/*
 * Contents are known by the attempt that wrote them, plus one; 0 is "no such node". So "the SHA-256
 * is right" reads "it was written by the attempt that the manifest means".
 */
typedef Revision {
  byte state;
  byte by;                      /* whose metadata it holds */
  byte file0;
  byte file1;
  byte manifest
};

Revision node[ATTEMPTS];        /* by PATH */
byte writer;                    /* version of /writer */
byte headVersion = 2;
byte headRevision = 2;
byte head = 1;                  /* the attempt that head names; NONE if head is no tombstone but gone */

/*
 * What documents say, by the attempt that wrote them. They are written once and never change, so they
 * need not be kept per server.
 */
byte number[ATTEMPTS];          /* revision number in the revision's metadata and in head */
byte located[ATTEMPTS];         /* whose manifest it names; NONE when cleared */
byte wants0[ATTEMPTS];          /* whose file 0 its manifest means */
byte wants1[ATTEMPTS];

#if LAGS >= 0
/* What a server shows that lags: everything as it was before some change; at first, as at the start. */
Revision lagNode[ATTEMPTS];
byte lagHeadVersion = 2;
byte lagHeadRevision = 2;
byte lagHead = 1;
byte lags
#endif

/* ---- what writers know ------------------------------------------------------------------------ */

byte fence[WRITERS];            /* version of /writer that this session made */
byte pruneFence[WRITERS];       /* the same for its prune: after step 5 the bump's version */
byte base[WRITERS];             /* head's version that its commit is made upon */
byte pruneBase[WRITERS];        /* head's version that its prune is made upon */
byte target[WRITERS];           /* the revision it goes back to; NONE if it does not */

/* Has a later session taken the fence? */
#if WRITERS == 1
#define TAKEN_OVER(w) false
#elif WRITERS == 2
#define TAKEN_OVER(w) (fence[0] > fence[w] || fence[1] > fence[w])
#else
#define TAKEN_OVER(w) (fence[0] > fence[w] || fence[1] > fence[w] || fence[2] > fence[w])
#endif

#ifdef LOCK
byte lockHolder;                /* writer + 1 */
byte expiries
#endif

/* ---- what only the checker knows -------------------------------------------------------------- */

byte highest = 2;               /* revision that was ever live */
bit everCommitted[ATTEMPTS];
bit disowned[ATTEMPTS];         /* reported as not committed */

/* ---- guards, each of which can be taken away ---------------------------------------------------- */

#ifdef NO_FENCE_IN_WRITES
#define FENCE_IN_WRITES(w) true
#else
#define FENCE_IN_WRITES(w) (writer == fence[w])
#endif
#ifdef NO_FENCE_IN_COMMIT
#define FENCE_IN_COMMIT(w) true
#else
#define FENCE_IN_COMMIT(w) (writer == fence[w])
#endif
#ifdef NO_FENCE_IN_PRUNE
#define FENCE_IN_PRUNE(w) true
#else
#define FENCE_IN_PRUNE(w) (writer == pruneFence[w])
#endif
#if defined(NO_HEAD_IN_WRITES) || defined(NO_HEAD_CHECK)
#define HEAD_IN_WRITES(w) true
#else
#define HEAD_IN_WRITES(w) (headVersion == base[w])
#endif
#if defined(NO_HEAD_IN_COMMIT) || defined(NO_HEAD_CHECK)
#define HEAD_IN_COMMIT(w) true
#else
#define HEAD_IN_COMMIT(w) (headVersion == base[w])
#endif
#if defined(NO_HEAD_IN_PRUNE) || defined(NO_HEAD_CHECK)
#define HEAD_IN_PRUNE(w) true
#else
#define HEAD_IN_PRUNE(w) (headVersion == pruneBase[w])
#endif
#ifdef NO_TARGET_CHECK
#define TARGET_CHECK(w) true
#else
#define TARGET_CHECK(w) (target[w] == NONE || node[PATH(target[w])].state == COMMITTED)
#endif
#ifdef NO_LAST_BATCH_CHECK
#define LAST_BATCH_CHECK(p, mask) true
#else
#define LAST_BATCH_CHECK(p, mask) HAS(p, mask)
#endif
#ifdef NO_VICTIM_CHECK
#define VICTIM_CHECK(p, seen) (node[p].state != ABSENT)
#else
#define VICTIM_CHECK(p, seen) (node[p].state == seen)
#endif
#ifdef PLAN_FROM_ANY_READ
#define PLANNED_FROM(version) true
#else
#define PLANNED_FROM(version) (version == pruneBase[w])
#endif
#ifdef SWEEP_OWN
#define NOT_OWN(p) true
#else
#define NOT_OWN(p) (SEEN_BY(p) != ATTEMPT(w) + 1)
#endif

/* ---- requests --------------------------------------------------------------------------------- */

#define WRITE       1           /* create some children, or the node and some children */
#define COMMIT      2
#define BUMP        3           /* setData(/writer) at the fence: step 5 */
#define UNCOMMIT    4           /* first multi of a prune: takes the committed state away */
#define DELETE      5           /* prune: delete some children */
#define DELETE_NODE 6
#define SWEEP       7           /* first multi of a sweep: check of the victim, delete its children */
#define TIDY        8           /* only with REUSE_PATHS: delete children left at the own path */

#define LOST 0
#define YES  1
#define NO   2

#define ARG(p, mask) ((p) + 8 * (mask))
#define P(arg) ((arg) & 7)
#define MASK(arg) ((arg) >> 3)

#define HAS(p, mask) ( \
  (!((mask) & FILE0) || node[p].file0) && \
  (!((mask) & FILE1) || node[p].file1) && \
  (!((mask) & MANIFEST) || node[p].manifest))
#define HAS_NONE(p, mask) ( \
  (!((mask) & FILE0) || !node[p].file0) && \
  (!((mask) & FILE1) || !node[p].file1) && \
  (!((mask) & MANIFEST) || !node[p].manifest) && \
  (((mask) & NODE) -> node[p].state == ABSENT : node[p].state != ABSENT))
#define PRESENT(p) ( \
  (node[p].file0 -> FILE0 : 0) + (node[p].file1 -> FILE1 : 0) + (node[p].manifest -> MANIFEST : 0))
#define EMPTY(p) (!node[p].file0 && !node[p].file1 && !node[p].manifest)

/* Everything that attempt a's revision needs to be applied is there, and is what it should be. */
#define COMPLETE(a) (located[a] == NONE || ( \
  node[PATH(located[a])].manifest == located[a] + 1 && \
  node[PATH(wants0[located[a]])].file0 == wants0[located[a]] + 1 && \
  node[PATH(wants1[located[a]])].file1 == wants1[located[a]] + 1))

/* What is asserted of the store; without it, only what agents do is. */
#ifdef ONLY_AGENT
#define STORE_HOLDS(condition) skip
#else
#define STORE_HOLDS(condition) assert(condition)
#endif

/* After every change: neither head nor any revision one could go back to lacks a file. */
inline assertNothingLost() {
  STORE_HOLDS(head == NONE || COMPLETE(head));
  i = 0;
  do
  :: i < ATTEMPTS ->
    STORE_HOLDS(node[i].state != COMMITTED || COMPLETE(node[i].by - 1));
    i++
  :: else -> break
  od;
  i = 0
}

/* For people who replay a counterexample; means nothing to the checker. */
inline tell(op, x, arg, outcome) {
  if
  :: op == WRITE ->
    printf("    writer %d: create below /revisions/%d, children %d", x, P(arg), MASK(arg))
  :: op == COMMIT -> printf("    writer %d: commit /revisions/%d as number %d", x, P(arg), number[ATTEMPT(x)])
  :: op == BUMP -> printf("    writer %d: bump /writer", x)
  :: op == UNCOMMIT -> printf("    writer %d: prune, /revisions/%d no longer committed", x, P(arg))
  :: op == DELETE -> printf("    writer %d: prune, delete below /revisions/%d children %d", x, P(arg), MASK(arg))
  :: op == DELETE_NODE -> printf("    writer %d: delete /revisions/%d itself", x, P(arg))
  :: op == SWEEP -> printf("    writer %d: sweep, delete below /revisions/%d children %d", x, P(arg), MASK(arg))
  :: op == TIDY -> printf("    writer %d: delete leftovers below /revisions/%d, children %d", x, P(arg), MASK(arg))
  fi;
  if
  :: outcome == YES -> printf(": done\n")
  :: outcome == NO -> printf(": refused\n")
  :: else -> printf(": reply lost\n")
  fi
}

/* Would the server execute this request of writer x now? Sets ok. */
inline admit(op, x, arg) {
  ok = false;
  if
  :: op == WRITE ->
    ok = FENCE_IN_WRITES(x) && HEAD_IN_WRITES(x) && HAS_NONE(P(arg), MASK(arg))
  :: op == COMMIT ->
    ok = FENCE_IN_COMMIT(x) && HEAD_IN_COMMIT(x) && TARGET_CHECK(x) &&
        node[P(arg)].state == WRITING && LAST_BATCH_CHECK(P(arg), MASK(arg))
  :: op == BUMP ->
    ok = (writer == fence[x])
  :: op == UNCOMMIT ->
    ok = FENCE_IN_PRUNE(x) && HEAD_IN_PRUNE(x) && VICTIM_CHECK(P(arg), COMMITTED)
  :: op == DELETE ->
    ok = FENCE_IN_PRUNE(x) && HEAD_IN_PRUNE(x) && HAS(P(arg), MASK(arg))
  :: op == DELETE_NODE ->
    ok = FENCE_IN_PRUNE(x) && HEAD_IN_PRUNE(x) && node[P(arg)].state != ABSENT && EMPTY(P(arg))
  :: op == SWEEP ->
    ok = FENCE_IN_PRUNE(x) && HEAD_IN_PRUNE(x) && VICTIM_CHECK(P(arg), WRITING) &&
        HAS(P(arg), MASK(arg))
#ifdef REUSE_PATHS
  :: op == TIDY ->
    ok = FENCE_IN_WRITES(x) && HEAD_IN_WRITES(x) && HAS(P(arg), MASK(arg))
#endif
  fi
}

inline drop(p, mask) {
  if :: (mask) & FILE0 -> node[p].file0 = 0 :: else fi;
  if :: (mask) & FILE1 -> node[p].file1 = 0 :: else fi;
  if :: (mask) & MANIFEST -> node[p].manifest = 0 :: else fi
}

/* Executes an admitted request, and asserts what must hold of it. */
inline apply(op, x, arg) {
  if
  :: op == WRITE ->
    if
    :: MASK(arg) & NODE -> node[P(arg)].state = WRITING; node[P(arg)].by = ATTEMPT(x) + 1
    :: else
    fi;
    if :: MASK(arg) & FILE0 -> node[P(arg)].file0 = ATTEMPT(x) + 1 :: else fi;
    if :: MASK(arg) & FILE1 -> node[P(arg)].file1 = ATTEMPT(x) + 1 :: else fi;
    if :: MASK(arg) & MANIFEST -> node[P(arg)].manifest = ATTEMPT(x) + 1 :: else fi
  :: op == COMMIT ->
    /* What was reported as not committed never becomes visible. */
    STORE_HOLDS(!disowned[ATTEMPT(x)]);
    /* Head's number only grows, so no revision takes another's place in history. */
    STORE_HOLDS(number[ATTEMPT(x)] > highest);
    highest = number[ATTEMPT(x)];
    everCommitted[ATTEMPT(x)] = true;
    node[P(arg)].state = COMMITTED;
    node[P(arg)].by = ATTEMPT(x) + 1;
    headVersion++;
    headRevision = number[ATTEMPT(x)];
    head = ATTEMPT(x);
#ifdef NO_TOMBSTONE
    if
    :: located[ATTEMPT(x)] == NONE -> headVersion = 0; headRevision = 0; head = NONE
    :: else
    fi
#endif
  :: op == BUMP ->
    writer++
  :: op == UNCOMMIT ->
    node[P(arg)].state = PRUNED;
    /* Only what is beyond the retention goes: KEEP newer ones were committed. */
    newer = 0;
    i = 0;
    do
    :: i < ATTEMPTS ->
      if
      :: everCommitted[i] && number[i] > number[node[P(arg)].by - 1] -> newer++
      :: else
      fi;
      i++
    :: else -> break
    od;
    STORE_HOLDS(newer >= KEEP);
    newer = 0;
    i = 0
  :: op == DELETE ->
    drop(P(arg), MASK(arg))
  :: op == DELETE_NODE ->
    node[P(arg)].state = ABSENT;
    node[P(arg)].by = 0
  :: op == SWEEP ->
#ifdef SWEEP_SETS_DATA
    node[P(arg)].state = SWEEPING;
#endif
    drop(P(arg), MASK(arg))
#ifdef REUSE_PATHS
  :: op == TIDY ->
    drop(P(arg), MASK(arg))
#endif
  fi;
  assertNothingLost()
}

/* The lagging server moves on, to just before a change: between changes there is nothing to see. */
inline perhapsLag() {
#if LAGS > 0
  if
  :: true
  :: lags < LAGS ->
    d_step {
      lags++;
      lagHeadVersion = headVersion;
      lagHeadRevision = headRevision;
      lagHead = head;
      i = 0;
      do
      :: i < ATTEMPTS ->
        lagNode[i].state = node[i].state;
        lagNode[i].by = node[i].by;
        lagNode[i].file0 = node[i].file0;
        lagNode[i].file1 = node[i].file1;
        lagNode[i].manifest = node[i].manifest;
        i++
      :: else -> break
      od;
      i = 0
    }
  fi
#else
  skip
#endif
}

inline execute(op, x, arg) {
  d_step { admit(op, x, arg) };
  if
  :: ok ->
    if :: op != BUMP -> perhapsLag() :: else fi;
    d_step { tell(op, x, arg, YES); apply(op, x, arg) }
  :: else -> d_step { tell(op, x, arg, NO) }
  fi
}

/* ---- requests whose reply was lost -------------------------------------------------------------- */

byte faults;
#if FAULTS > 0
byte lateOp[FAULTS];
byte lateWriter[FAULTS];
byte lateArg[FAULTS];

/* Executes them in any order, at any time or never: more than ZooKeeper's order per session allows. */
active proctype Network() {
  byte i, newer, s, op, x, arg;
  bit ok;
end:
  do
  :: atomic {
      if
      :: lateOp[0] -> s = 0
#if FAULTS > 1
      :: lateOp[1] -> s = 1
#endif
#if FAULTS > 2
      :: lateOp[2] -> s = 2
#endif
      fi;
      printf("    executed after its reply was lost:\n");
      op = lateOp[s];
      x = lateWriter[s];
      arg = lateArg[s];
      execute(op, x, arg);
      d_step {
        lateOp[s] = 0; lateWriter[s] = 0; lateArg[s] = 0;
        s = 0; op = 0; x = 0; arg = 0; ok = false
      }
    }
  od
}
#endif

/* Sends a request of the own writer; answer becomes YES, NO or LOST. */
inline send(op, arg) {
  if
  :: true ->
    execute(op, w, arg);
    answer = (ok -> YES : NO);
    ok = false
#if FAULTS > 0
  :: faults < FAULTS ->
    d_step {
      do
      :: lateOp[i] -> i++
      :: else -> break
      od;
      lateOp[i] = op; lateWriter[i] = w; lateArg[i] = arg;
      tell(op, w, arg, LOST);
      faults++;
      i = 0
    };
    answer = LOST
#endif
  fi
}

/* ---- reads: any of them may be answered by a server that lags ------------------------------------ */

#if LAGS >= 0
#define CHOOSE_SERVER if :: lagging = false :: lagging = true fi
#define SEEN(field, lagField) (lagging -> lagField : field)
#else
#define CHOOSE_SERVER lagging = false
#define SEEN(field, lagField) (field)
#endif
#if LAGS >= 0
#define SEEN_STATE(p) (lagging -> lagNode[p].state : node[p].state)
#define SEEN_BY(p) (lagging -> lagNode[p].by : node[p].by)
#define SEEN_FILE0(p) (lagging -> lagNode[p].file0 : node[p].file0)
#define SEEN_FILE1(p) (lagging -> lagNode[p].file1 : node[p].file1)
#define SEEN_MANIFEST(p) (lagging -> lagNode[p].manifest : node[p].manifest)
#define SEEN_HEAD (lagging -> lagHead : head)
#define SEEN_HEAD_VERSION (lagging -> lagHeadVersion : headVersion)
#define SEEN_HEAD_REVISION (lagging -> lagHeadRevision : headRevision)
#else
#define SEEN_STATE(p) (node[p].state)
#define SEEN_BY(p) (node[p].by)
#define SEEN_FILE0(p) (node[p].file0)
#define SEEN_FILE1(p) (node[p].file1)
#define SEEN_MANIFEST(p) (node[p].manifest)
#define SEEN_HEAD (head)
#define SEEN_HEAD_VERSION (headVersion)
#define SEEN_HEAD_REVISION (headRevision)
#endif

/* ---- WriteSession ------------------------------------------------------------------------------ */

/* What commit() tells its caller; each assertion says when it may. */

/* Returns RevisionInfo. */
inline reportCommitted() {
  printf("    writer %d: reports COMMITTED\n", w);
  STORE_HOLDS(everCommitted[ATTEMPT(w)])
}

/* RefusedException or StoreUnavailableException: "nothing is live". */
inline reportNotCommitted() {
  printf("    writer %d: reports NOT COMMITTED\n", w);
  STORE_HOLDS(!everCommitted[ATTEMPT(w)]);
#ifdef EXPECT_SUCCESS
  STORE_HOLDS(false);
#endif
  disowned[ATTEMPT(w)] = true
}

/* A writer that holds the lock is never put out by one that does not. */
inline assertUndisturbed() {
#ifdef LOCK
  STORE_HOLDS(lockHolder != w + 1 || writer == fence[w])
#else
  skip
#endif
}

#ifdef NO_FENCE_IN_WRITES
#define FENCED(op) (op != WRITE)
#else
#ifdef NO_FENCE_IN_COMMIT
#define FENCED(op) (op != COMMIT)
#else
#define FENCED(op) true
#endif
#endif

/*
 * What this writer sent by its former fence can never be executed again, since that only grows; here
 * a late request is admitted by its writer's fence of now, so it is forgotten.
 */
inline forgetLate() {
#if FAULTS > 0
  i = 0;
  do
  :: i < FAULTS ->
    if
    :: lateOp[i] && lateWriter[i] == w && FENCED(lateOp[i]) -> lateOp[i] = 0
    :: else
    fi;
    i++
  :: else -> break
  od;
  i = 0
#else
  skip
#endif
}

/*
 * The plan of prune and sweep, made from one view of the store: per path two bits that say what to do,
 * three that say which children go, and one that says whether none then stays.
 */
#define DO_NOTHING  0
#define DO_UNCOMMIT 1           /* committed, beyond the retention */
#define DO_DELETE   2           /* pruned before */
#define DO_SWEEP    3           /* never committed */
#define PLANNED(p) ((plan >> (6 * (p))) & 3)
#define PLANNED_MASK(p) ((plan >> (6 * (p) + 2)) & 7)
#define PLANNED_NODE(p) ((plan >> (6 * (p) + 5)) & 1)
#define STEP(what, mask, all) ((what) + 4 * (mask) + ((mask) == (all) -> 32 : 0))

/* Is attempt a among the KEEP newest committed ones that are seen? Leaves the answer in ok. */
inline isKept() {
  newer = 0;
  i = 0;
  do
  :: i < ATTEMPTS ->
    if
    :: SEEN_STATE(i) == COMMITTED ->
      m = SEEN_BY(i) - 1;
      if
      :: number[m] > number[a] -> newer++
      :: else
      fi
    :: else
    fi;
    i++
  :: else -> break
  od;
  ok = (newer < KEEP);
  newer = 0;
  m = 0;
  i = 0
}

inline makePlan() {
  /* refs: which children of which path head and the kept revisions need, four bits a path. */
  refs = 0;
  j = 0;
  do
  :: j < ATTEMPTS ->
    if
    :: SEEN_STATE(j) == COMMITTED ->
      a = SEEN_BY(j) - 1;
      isKept();
      if
      :: ok && located[a] != NONE ->
        m = located[a];
        refs = refs | (MANIFEST << (4 * PATH(m)));
        refs = refs | (FILE0 << (4 * PATH(wants0[m])));
        refs = refs | (FILE1 << (4 * PATH(wants1[m])))
      :: else
      fi
    :: else
    fi;
    j++
  :: else -> break
  od;
  plan = 0;
  j = 0;
  do
  :: j < ATTEMPTS ->
    if
    :: SEEN_STATE(j) == COMMITTED ->
      a = SEEN_BY(j) - 1;
      isKept()
    :: else
    fi;
    m = (SEEN_FILE0(j) -> FILE0 : 0) + (SEEN_FILE1(j) -> FILE1 : 0) +
        (SEEN_MANIFEST(j) -> MANIFEST : 0);
    if
    :: SEEN_STATE(j) == COMMITTED ->
      if
      :: !ok -> plan = plan | (STEP(DO_UNCOMMIT, m & ~(refs >> (4 * j)), m) << (6 * j))
      :: else
      fi
    :: SEEN_STATE(j) == PRUNED ->
      plan = plan | (STEP(DO_DELETE, m & ~(refs >> (4 * j)), m) << (6 * j))
    :: (SEEN_STATE(j) == WRITING || SEEN_STATE(j) == SWEEPING) && NOT_OWN(j) ->
      plan = plan | (STEP(DO_SWEEP, m, m) << (6 * j))
    :: else
    fi;
    j++
  :: else -> break
  od;
  ok = false; refs = 0; j = 0; m = 0; a = 0
}

/*
 * The youngest victim first, each whole before the next: a younger revision may need bytes that an
 * older one holds, never the other way round, and as long as it is committed somebody may go back
 * to it. (Taking the committed state of all victims away before any bytes go would do as well.)
 */
#ifdef PRUNE_OLDEST_FIRST
#define BEFORE(p, q) (NUMBER_AT(p) < NUMBER_AT(q))
#else
#define BEFORE(p, q) (NUMBER_AT(p) > NUMBER_AT(q))
#endif
#ifdef REUSE_PATHS
#define NUMBER_AT(p) ((p) + 1)
#else
#define NUMBER_AT(p) (number[p])
#endif

inline chooseVictim() {
  victim = ATTEMPTS;
  i = 0;
  do
  :: i < ATTEMPTS ->
    if
    :: PLANNED(i) == DO_UNCOMMIT && (victim == ATTEMPTS || BEFORE(i, victim)) -> victim = i
    :: else
    fi;
    i++
  :: else -> break
  od;
  i = 0;
  do
  :: victim == ATTEMPTS && i < ATTEMPTS && PLANNED(i) != DO_NOTHING -> victim = i
  :: victim == ATTEMPTS && i < ATTEMPTS && PLANNED(i) == DO_NOTHING -> i++
  :: else -> break
  od;
  i = 0
}

/* What a refused multi of the prune tells: its checks were not what failed. */
#define STILL_WRITER (FENCE_IN_PRUNE(w) && HEAD_IN_PRUNE(w))

proctype WriteSession(byte w; byte kind) {
  byte i, j, m, a, live, newer, victim, todo, ahead;
  int refs, plan;
  byte answer;
  bit ok, lagging, repeated;

  if
  :: kind == ANY ->
    if :: kind = FULL :: kind = DELTA :: kind = ROLLBACK :: kind = CLEAR :: kind = PRUNE fi
  :: else
  fi;

#ifdef LOCK
  atomic { lockHolder == 0; lockHolder = w + 1 };
#endif

  /*
   * Step 1, read /writer and multi(check(own lock node), setData(/writer, version as read)). One step:
   * the multi carries the version that was read, so nothing came in between or it fails and both are
   * repeated. A lost reply only adds a bump that nobody can tell from the one that follows.
   */
  atomic {
#ifdef LOCK
#ifndef NO_LOCK_CHECK
    if
    :: lockHolder == w + 1
    :: else -> goto closed          /* refused before anything was written */
    fi;
#endif
#endif
    writer++;
    fence[w] = writer;
    pruneFence[w] = writer;
    printf("    writer %d: fence %d\n", w, fence[w])
  };

  /* Head, once, from whatever server answers. */
  atomic {
    CHOOSE_SERVER;
    base[w] = SEEN_HEAD_VERSION;
    pruneBase[w] = base[w] + (kind < PRUNE -> 1 : 0);
    number[ATTEMPT(w)] = SEEN_HEAD_REVISION + 1;
    live = SEEN_HEAD;
    printf("    writer %d: reads head, revision %d (lagging server: %d)\n", w, number[ATTEMPT(w)] - 1, lagging);
    lagging = false
  };

  if
  :: kind >= PRUNE -> goto prune
  :: else
  fi;

  /* Step 3: what it shall be. */
publish:
  atomic {
    CHOOSE_SERVER;
    if
    :: kind == ROLLBACK || kind == PRUNE_ROLLBACK ->
      if
      :: live != 0 && SEEN_STATE(0) == COMMITTED -> target[w] = SEEN_BY(0) - 1
      :: live != 1 && SEEN_STATE(1) == COMMITTED -> target[w] = SEEN_BY(1) - 1
      :: live != 2 && SEEN_STATE(2) == COMMITTED -> target[w] = SEEN_BY(2) - 1
#if ATTEMPTS > 3
      :: live != 3 && SEEN_STATE(3) == COMMITTED -> target[w] = SEEN_BY(3) - 1
#endif
#if ATTEMPTS > 4
      :: live != 4 && SEEN_STATE(4) == COMMITTED -> target[w] = SEEN_BY(4) - 1
#endif
      :: else -> reportNotCommitted(); goto close        /* nothing to go back to */
      fi;
      located[ATTEMPT(w)] = located[target[w]];
      printf("    writer %d: will roll back to revision %d (lagging server: %d)\n", w, number[target[w]], lagging);
      todo = NODE
    :: kind == CLEAR ->
      located[ATTEMPT(w)] = NONE;
      todo = NODE
    :: kind == FULL || (kind == DELTA && (live == NONE || located[live] == NONE)) ->
      located[ATTEMPT(w)] = ATTEMPT(w);
      wants0[ATTEMPT(w)] = ATTEMPT(w);
      wants1[ATTEMPT(w)] = ATTEMPT(w);
      todo = NODE + FILE0 + FILE1 + MANIFEST
    :: kind == DELTA && live != NONE && located[live] != NONE ->
      m = located[live];
      /* The manifest that head names, verified; absent or another: CorruptDataException. */
      if
      :: SEEN_MANIFEST(PATH(m)) == m + 1 -> skip
      :: else -> reportNotCommitted(); goto close
      fi;
      located[ATTEMPT(w)] = ATTEMPT(w);
      wants0[ATTEMPT(w)] = ATTEMPT(w);
      wants1[ATTEMPT(w)] = wants1[m];
      todo = NODE + FILE0 + MANIFEST
    fi;
    m = 0;
    live = 0;
    lagging = false
  };

#ifdef REUSE_PATHS
  /* What an earlier attempt at this number left is deleted first; a lost reply: look again. */
  do
  :: atomic {
      CHOOSE_SERVER;
      j = (SEEN_FILE0(PATH(ATTEMPT(w))) -> FILE0 : 0) + (SEEN_FILE1(PATH(ATTEMPT(w))) -> FILE1 : 0) +
          (SEEN_MANIFEST(PATH(ATTEMPT(w))) -> MANIFEST : 0);
      lagging = false;
      if
      :: j == 0 -> break
      :: else
      fi
    };
    atomic {
      send(TIDY, ARG(PATH(ATTEMPT(w)), j));
      j = 0;
      if
      :: answer == NO -> reportNotCommitted(); goto close
      :: else
      fi
    }
  od;
  /* The node itself may stay: it becomes ours with the first batch. */
  atomic { if :: node[PATH(ATTEMPT(w))].state == WRITING -> todo = todo & ~NODE :: else fi };
#endif

  /*
   * Step 3: batches. After a lost reply, what is missing is sent again. Whether something is missing
   * is looked up by reads that may lag, but then the batch fails as a whole and the look-up is
   * repeated, so looking up and sending is one step here. The commit is sent right behind the last
   * batch, without waiting for its reply: whatever became of it, the commit may be executed next.
   */
batches:
  do
  :: todo ->
    atomic {
      /* The node and file 0 in one batch, the rest in another, so that a torn attempt exists. */
      m = todo & (NODE + FILE0);
      if
      :: !m -> m = todo
      :: else
      fi;
      if
      :: (m & NODE) && node[PATH(ATTEMPT(w))].by == ATTEMPT(w) + 1 ->
        /* With the batch, or for the verdict. */
        todo = todo & ~NODE; m = 0
      :: !(m & NODE) && m && node[PATH(ATTEMPT(w))].by == ATTEMPT(w) + 1 &&
          HAS(PATH(ATTEMPT(w)), m) ->
        todo = todo & ~m; m = 0
      :: else ->
        send(WRITE, ARG(PATH(ATTEMPT(w)), m));
        if
        :: answer == YES -> todo = todo & ~m; m = 0
        :: answer == LOST && m == todo && !ahead -> ahead = m & ~NODE; m = 0; goto commit
        :: answer == LOST -> m = 0
        :: answer == NO -> m = 0; todo = 0; assertUndisturbed(); reportNotCommitted(); goto close
        fi
      fi
    }
  :: else -> break
  od;

  /* Step 4: one transaction. It checks what the batch made that it was sent behind. */
commit:
  atomic {
    send(COMMIT, ARG(PATH(ATTEMPT(w)), ahead));
    ahead = 0;
    if
    :: answer == YES -> todo = 0; reportCommitted(); goto committed
    :: answer == NO && todo && FENCE_IN_COMMIT(w) && HEAD_IN_COMMIT(w) && TARGET_CHECK(w) ->
      /* That batch is not there: it is sent again, and then the commit. */
      goto batches
    :: answer == NO && !(todo && FENCE_IN_COMMIT(w) && HEAD_IN_COMMIT(w) && TARGET_CHECK(w)) ->
      todo = 0; assertUndisturbed(); reportNotCommitted(); goto close
    :: answer == LOST
    fi
  };
#ifdef COMMIT_RETRIES
  /* The client library sends it again by itself. */
  atomic {
    send(COMMIT, ARG(PATH(ATTEMPT(w)), 0));
    if
    :: answer == YES -> reportCommitted(); goto committed
    :: answer == NO -> reportNotCommitted(); goto close
    :: answer == LOST
    fi
  };
#endif

  /*
   * Step 5: bump, repeated until it is answered, then the verdict. "No answer in time" is the writer
   * that stops here: it reports "outcome unknown", which asserts nothing.
   */
#ifndef NO_NODE_BEFORE_VERDICT
  /* The node itself may be missing, with the batch that the commit was sent behind. */
  do
  :: todo & NODE ->
    atomic {
      send(WRITE, ARG(PATH(ATTEMPT(w)), NODE));
      if
      :: answer == LOST
      :: else -> break
      fi
    }
  :: else -> break
  od;
#endif
#ifndef NO_BUMP_AFTER_LOST_REPLY
  do
  :: atomic {
      send(BUMP, 0);
      if
      :: answer == LOST
      :: answer == YES -> pruneFence[w] = fence[w] + 1; break
      :: answer == NO -> pruneFence[w] = 0; break       /* somebody's, perhaps the own lost one */
      fi
    }
  od;
#endif
  atomic {
#ifdef VERDICT_BY_READ
    CHOOSE_SERVER;
#endif
    if
    :: SEEN_STATE(PATH(ATTEMPT(w))) == WRITING && pruneFence[w] == fence[w] + 1 ->
      /* The bump was the own one, so it is still this writer's turn: once more by the new fence. */
      lagging = false;
      forgetLate();
      fence[w] = pruneFence[w];
      goto batches
    :: SEEN_STATE(PATH(ATTEMPT(w))) == WRITING -> todo = 0; reportNotCommitted()
    :: SEEN_STATE(PATH(ATTEMPT(w))) == ABSENT ->
      /*
       * Outcome unknown although something answered: only if a later writer took the node away, or
       * if it was never made because this one wrote upon an old head, which the code can't.
       */
      printf("    writer %d: reports OUTCOME UNKNOWN\n", w);
      STORE_HOLDS(lagging || TAKEN_OVER(w) || headVersion != base[w])
    :: else -> todo = 0; reportCommitted(); lagging = false; goto committed
    fi;
    todo = 0;
    lagging = false
  };
  goto close;

committed:
  if
  :: kind == PRUNE_ROLLBACK -> goto close
  :: else
  fi;

  /*
   * Step 6. Refused, and not because an own late request came first: another writer took over and
   * will prune.
   */
prune:
  do
  :: atomic {
      CHOOSE_SERVER;
      if
      :: PLANNED_FROM(SEEN_HEAD_VERSION) ->
        d_step {
          makePlan();
          printf("    writer %d: plans its prune (lagging server: %d)\n", w, lagging);
          lagging = false
        };
        break
      :: else -> lagging = false;
        if
        :: headVersion != pruneBase[w] -> goto pruned
        :: else
        fi
      fi
    }
  od;
  do
  :: atomic {
      d_step { chooseVictim() };
      if
      :: victim == ATTEMPTS -> break
      :: else
      fi
    };
#ifdef DELETE_BEFORE_UNCOMMIT
    goto children;
uncommit:
#endif
    do
    :: atomic {
        if
        :: PLANNED(victim) != DO_UNCOMMIT -> break
        :: else -> send(UNCOMMIT, ARG(victim, 0))
        fi;
        if
        :: answer == YES -> repeated = false; break
        :: answer == LOST -> repeated = true
        :: answer == NO && repeated && STILL_WRITER -> repeated = false; break  /* the lost one */
        :: answer == NO && !(repeated && STILL_WRITER) -> goto pruned
        fi
      }
    od;
#ifdef DELETE_BEFORE_UNCOMMIT
    plan = plan & ~(63 << (6 * victim));
    goto next;
children:
#endif
#ifdef ALL_VICTIMS_FIRST
    if
    :: atomic {
        PLANNED(victim) == DO_UNCOMMIT ->
        plan = plan ^ ((DO_UNCOMMIT ^ DO_DELETE) << (6 * victim));
        goto next
      }
    :: PLANNED(victim) != DO_UNCOMMIT
    fi;
#endif
    do
    :: atomic {
        m = PLANNED_MASK(victim) & (repeated -> PRESENT(victim) : 7);
        if
        :: !m -> m = 0; repeated = false; break
        :: m && PLANNED(victim) == DO_SWEEP -> send(SWEEP, ARG(victim, m))
        :: m && PLANNED(victim) != DO_SWEEP -> send(DELETE, ARG(victim, m))
        fi;
        m = 0;
        if
        :: answer == YES -> repeated = false; break
        :: answer == LOST -> repeated = true
        :: answer == NO && repeated && STILL_WRITER
        :: answer == NO && !(repeated && STILL_WRITER) -> goto pruned
        fi
      }
    od;
#ifdef DELETE_BEFORE_UNCOMMIT
    if
    :: PLANNED(victim) == DO_UNCOMMIT -> goto uncommit
    :: else
    fi;
#endif
    do
    :: atomic {
        if
        :: !PLANNED_NODE(victim) || (repeated && node[victim].state == ABSENT) ->
          repeated = false; break
        :: else -> send(DELETE_NODE, ARG(victim, 0))
        fi;
        if
        :: answer == YES -> repeated = false; break
        :: answer == LOST -> repeated = true
        :: answer == NO && repeated && STILL_WRITER
        :: answer == NO && !(repeated && STILL_WRITER) -> goto pruned
        fi
      }
    od;
    plan = plan & ~(63 << (6 * victim));
next:
    atomic { victim = 0; answer = LOST }
  od;
pruned:
  atomic { plan = 0; victim = 0; repeated = false; m = 0; answer = LOST };
  if
  :: kind == PRUNE_ROLLBACK -> goto publish
  :: else
  fi;

close:
  atomic {
    answer = LOST;
#ifdef LOCK
    if
    :: lockHolder == w + 1 -> lockHolder = 0
    :: else
    fi
#endif
  };
#ifdef LOCK
closed:
  skip
#endif
}

#ifdef LOCK
/* A session ends: its lock node goes, and its writer does not know. */
active proctype Expiry() {
end:
  do
  :: atomic { lockHolder && expiries < EXPIRIES -> lockHolder = 0; expiries++ }
  od
}
#endif

#ifdef DAMAGE
/* Somebody with another client overwrites the live manifest by an older one, or a file. */
active proctype Damage() {
end:
  atomic {
    if
    :: node[1].manifest -> node[1].manifest = 1
    :: node[1].file0 -> node[1].file0 = 1
    fi;
    printf("    stored bytes below /revisions/1 are damaged\n")
  }
}
#endif

/* ---- an agent: StoreSource and the reconciler's pass over one component --------------------------- */

#if AGENTS > 0
proctype Agent() {
  byte passes, seen, revision, a, manifest, content0, content1;
  bit lagging;

look:
  if
  :: passes == PASSES -> goto done
  :: else
  fi;
  atomic {
    CHOOSE_SERVER;
    revision = SEEN_HEAD_REVISION;
    a = SEEN_HEAD;
    lagging = false;
#ifndef NO_SEEN_CHECK
    if
    :: revision < seen -> revision = headRevision; a = head       /* latestHead: sync, look again */
    :: else
    fi;
    if
    :: revision < seen -> goto done                               /* HOLD */
    :: else
    fi;
#endif
    /* What is applied never goes back to what was live before. */
    if
    :: a != NONE && located[a] == NONE -> assert(revision >= seen); seen = revision; passes++; goto look
    :: a == NONE -> goto look
    :: else
    fi
  };
  atomic {
    CHOOSE_SERVER;
    manifest = SEEN_MANIFEST(PATH(located[a]));
    lagging = false;
    if
    :: manifest == 0 -> goto again
    :: else
    fi;
#ifndef NO_DIGEST_CHECK
    if
    :: manifest != located[a] + 1 -> goto again
    :: else
    fi;
#endif
    manifest--
  };
  atomic {
    CHOOSE_SERVER;
    content0 = SEEN_FILE0(PATH(wants0[manifest]));
    lagging = false;
    if
#ifdef NO_FILE_CHECK
    :: content0 == 0 -> goto again
#else
    :: content0 != wants0[manifest] + 1 -> goto again
#endif
    :: else
    fi
  };
  atomic {
    CHOOSE_SERVER;
    content1 = SEEN_FILE1(PATH(wants1[manifest]));
    lagging = false;
    if
#ifdef NO_FILE_CHECK
    :: content1 == 0 -> goto again
#else
    :: content1 != wants1[manifest] + 1 -> goto again
#endif
    :: else
    fi;
    /* What is applied is the whole of one revision that was live, and none that was abandoned. */
    printf("    agent: applies revision %d with file 0 of attempt %d, file 1 of attempt %d\n", revision, content0 - 1, content1 - 1);
    assert(everCommitted[a] && number[a] == revision);
    assert(content0 == wants0[located[a]] + 1 && content1 == wants1[located[a]] + 1);
    assert(revision >= seen);
    seen = revision;
    passes++
  };
again:
  atomic { revision = 0; a = 0; manifest = 0; content0 = 0; content1 = 0 };
  goto look;
done:
  atomic { revision = 0; a = 0 }
}
#endif

init {
  atomic {
    number[0] = 1; located[0] = 0; wants0[0] = 0; wants1[0] = 0; everCommitted[0] = true;
    number[1] = 2; located[1] = 1; wants0[1] = 1; wants1[1] = 0; everCommitted[1] = true;
    node[0].state = COMMITTED; node[0].by = 1;
    node[0].file0 = 1; node[0].file1 = 1; node[0].manifest = 1;
    node[1].state = COMMITTED; node[1].by = 2;
    node[1].file0 = 2; node[1].manifest = 2;
#if LAGS >= 0
    lagNode[0].state = COMMITTED; lagNode[0].by = 1;
    lagNode[0].file0 = 1; lagNode[0].file1 = 1; lagNode[0].manifest = 1;
    lagNode[1].state = COMMITTED; lagNode[1].by = 2;
    lagNode[1].file0 = 2; lagNode[1].manifest = 2;
#endif
    target[0] = NONE;
#if WRITERS > 1
    target[1] = NONE;
#endif
#if WRITERS > 2
    target[2] = NONE;
#endif
    run WriteSession(0, KIND0);
#if WRITERS > 1
    run WriteSession(1, KIND1);
#endif
#if WRITERS > 2
    run WriteSession(2, KIND2);
#endif
#if AGENTS > 0
    run Agent()
#endif
  }
}
