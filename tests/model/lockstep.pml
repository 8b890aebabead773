/* Whose turn it is (core/node/lockstep_driver.cpp, lockstep_follower.cpp): the coordinator gives every participant the tick's turn and waits
 * for each to say that it has done it, or to be gone. A participant is killed at any moment and starts again with the next epoch; the
 * coordinator takes it in when it shows its new one.
 * Holds: a participant steps only the tick that the clock shows, once each; time never waits for the dead, so that it goes on to the end.
 * mutants: TURN_OF_ANY_EPOCH NO_LOOK_AT_THE_DEAD NO_WAIT */
#define SEATS 2
#define TICKS 3
#define DEATHS 1

byte clock = 0;
bool over = false;
byte turn_tick[SEATS], turn_epoch[SEATS];   /* slot clock.<node>: survives whoever reads it */
byte done_tick[SEATS], shown_epoch[SEATS];  /* slot <node>.status: survives its writer */
bool alive[SEATS];
byte stepped[SEATS];                        /* last tick, for the check */

proctype participant(byte me) {
    byte epoch = 0, deaths = 0, tick = 0, got_tick, got_epoch;
born:
    epoch++;
    tick = 0;
    alive[me] = true;
    atomic { shown_epoch[me] = epoch; done_tick[me] = 0 }   /* one sample: READY, in this epoch */
end: do
    :: over -> break
    :: deaths < DEATHS -> deaths++; alive[me] = false; goto born
    :: !over ->
        atomic { got_tick = turn_tick[me]; got_epoch = turn_epoch[me] }
        if
#ifdef TURN_OF_ANY_EPOCH
        :: got_tick != tick && got_tick != 0 ->
#else
        :: got_epoch == epoch && got_tick != tick && got_tick != 0 ->
#endif
            atomic { assert(got_tick == clock); assert(stepped[me] < got_tick); stepped[me] = got_tick }
            if
            :: deaths < DEATHS -> deaths++; alive[me] = false; goto born   /* killed with the step done and not told */
            :: skip
            fi;
            tick = got_tick;
            atomic { done_tick[me] = tick; shown_epoch[me] = epoch }
        :: else
        fi
    od
}

active proctype coordinator() {
    byte seat, seated[SEATS], seen_tick, seen_epoch;    /* seated: the epoch that takes part, 0: none */
    bool asked;
    (shown_epoch[0] != 0 && shown_epoch[1] != 0);
    seated[0] = shown_epoch[0];
    seated[1] = shown_epoch[1];
    do
    :: clock == TICKS -> break
    :: clock < TICKS ->
        clock++;
        for (seat : 0 .. SEATS - 1) {
            if
            :: seated[seat] == 0 && shown_epoch[seat] > turn_epoch[seat] -> seated[seat] = shown_epoch[seat]
            :: else
            fi;
            if
            :: seated[seat] != 0 -> atomic { turn_tick[seat] = clock; turn_epoch[seat] = seated[seat] }
            :: else
            fi
        }
        for (seat : 0 .. SEATS - 1) {
            do
            :: seated[seat] == 0 -> break
#ifdef NO_WAIT
            :: break
#endif
            :: seated[seat] != 0 ->
                asked = !alive[seat];   /* the lock of the dead is free */
                atomic { seen_tick = done_tick[seat]; seen_epoch = shown_epoch[seat] }
                if
                :: seen_epoch == seated[seat] && seen_tick == clock -> break
#ifndef NO_LOOK_AT_THE_DEAD
                :: !(seen_epoch == seated[seat] && seen_tick == clock) && (seen_epoch != seated[seat] || asked) ->
                    seated[seat] = 0; break
#endif
                :: else
                fi
            od
        }
    od;
    over = true
}

init { atomic { run participant(0); run participant(1) } }

ltl comes_to_an_end { <> over }
