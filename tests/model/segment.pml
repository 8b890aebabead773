/* How a reader finds a segment, and another one after a restart with other slots (core/segment/owned_segment.cpp, attached_segment.cpp):
 * made under another name, filled, renamed; the old one is marked as retired. The owner is killed at any moment and starts again, each
 * time with other slots. A reader looks at the mark at every step and, now and then, whether the name still leads to what it has mapped.
 * Holds: no reader maps a half-made segment; what the name leads to can be attached, also while nobody owns it; when the owner's starts are
 * over the reader comes to what the name leads to.
 * mutants: MADE_IN_PLACE MARK_ONLY RETIRED_FIRST */
#define STARTS 3

byte name = 0;              /* the segment that the name leads to; 0: none */
bool whole[STARTS + 1];
bool retired[STARTS + 1];
bool over = false;
byte mapped = 0;

active proctype owner() {
    byte start = 1, old;
    do
    :: start > STARTS -> break
    :: start <= STARTS ->
        old = name;
#ifdef RETIRED_FIRST
        if :: old != 0 -> retired[old] = true :: old == 0 fi;
        if :: start < STARTS -> goto killed :: skip fi;
#endif
#ifdef MADE_IN_PLACE
        name = start;
#endif
        if :: start < STARTS -> goto killed :: skip fi;     /* the last start is not killed */
        whole[start] = true;
#ifndef MADE_IN_PLACE
        name = start;
#endif
        if :: start < STARTS -> goto killed :: skip fi;
        if :: old != 0 -> retired[old] = true :: old == 0 fi;
killed: start++
    od;
    over = true
}

active proctype reader() {
    byte opened;
end: do
    :: mapped == 0 ->
        opened = name;
        if
        :: opened == 0
        :: opened != 0 ->
            assert(whole[opened]);
            if
            :: retired[opened]
            :: !retired[opened] -> mapped = opened
            fi
        fi
    :: mapped != 0 && retired[mapped] -> mapped = 0
#ifndef MARK_ONLY
    :: mapped != 0 && name != mapped -> mapped = 0          /* the thorough look */
#endif
    :: mapped != 0 && !retired[mapped] && name == mapped -> skip
#ifdef MARK_ONLY
    :: mapped != 0 && !retired[mapped] && name != mapped -> skip
#endif
    od
}

active proctype anybody() { assert(name == 0 || !retired[name]) }

ltl comes_to_the_segment { [] (over -> <> (mapped == name)) }
