// What a person presses.
#pragma once

namespace seqboard::cli {

struct Key {
    enum class Kind : unsigned char {
        kCharacter,  ///< one that is printed, of ASCII; of others there are none here
        kEnter,
        kTab,
        kBackspace,
        kEscape,
        kUp,
        kDown,
        kRight,
        kLeft,
        kPageUp,
        kPageDown,
        kHome,
        kEnd,
    };
    Kind kind = Kind::kCharacter;
    char character = 0;

    bool is(Kind wanted) const { return kind == wanted; }
    bool is(char wanted) const { return kind == Kind::kCharacter && character == wanted; }
};

}  // namespace seqboard::cli
