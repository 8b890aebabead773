/* Who owns a node's name (core/segment/lock_file.cpp): a record lock on the file that the name leads to.
 * Nodes start at the same time, are killed at any moment and start again; who ends in order removes the file it holds, as a supervisor does.
 * Holds: never two owners, and who tries alone succeeds.
 * mutants: NO_SECOND_LOOK REMOVED_BY_OTHERS LOCK_OUTLIVES_ITS_HOLDER */
#define NODES 3
#define FILES 7

byte path = 0;          /* the file that the name leads to; 0: none */
byte files = 0;         /* made so far */
byte holder[FILES];     /* of the lock on each; 0: nobody */
byte owners = 0;

proctype node(byte me) {
    byte file, starts;
    do
    :: starts == 2 -> break
    :: starts < 2 ->
        starts++;
        atomic {        /* open, O_CREAT */
            if
            :: path == 0 && files == FILES - 1 -> break     /* as far as this model goes */
            :: path == 0 && files < FILES - 1 -> files++; path = files
            :: path != 0
            fi;
            file = path
        }
        atomic {        /* F_SETLK */
            if
            :: holder[file] == 0 -> holder[file] = me
            :: holder[file] != 0 -> goto again
            fi
        }
#ifndef NO_SECOND_LOOK
        atomic {        /* stat: does the name still lead to the file that is locked? */
            if
            :: path == file
            :: path != file -> holder[file] = 0; goto again
            fi
        }
#endif
        atomic { owners++; assert(owners == 1) }
        if
        :: atomic { path = 0; owners-- }    /* ends in order: removes the file while it holds it, and does nothing more */
        :: owners--                         /* is killed */
        fi;
#ifndef LOCK_OUTLIVES_ITS_HOLDER
        holder[file] = 0;
#endif
again:  skip
    od
}

/* When all is quiet somebody tries who has no rival. */
active proctype late_comer() {
    byte file;
    (_nr_pr == 1);
    atomic {
        if
        :: path == 0 -> file = 0
        :: path != 0 -> file = path
        fi;
        assert(file == 0 || holder[file] == 0)
    }
}

#ifdef REMOVED_BY_OTHERS
active proctype sweeper() { path = 0 }
#endif

init {
    atomic {
        byte me = 1;
        do
        :: me <= NODES -> run node(me); me++
        :: me > NODES -> break
        od
    }
}
