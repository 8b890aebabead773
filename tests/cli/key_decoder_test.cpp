#include "core/cli/key_decoder.hpp"

#include <catch2/catch.hpp>

using seqboard::cli::Key;
using seqboard::cli::KeyDecoder;

TEST_CASE("letters and the keys that terminals send as sequences are told apart") {
    KeyDecoder decoder;
    decoder.add("q\r\t\x7f\033[A\033OB\033[5~\033[1~\033[C/");
    using Kind = Key::Kind;
    CHECK(decoder.next(true)->is('q'));
    for (const Kind kind : {Kind::kEnter, Kind::kTab, Kind::kBackspace, Kind::kUp, Kind::kDown, Kind::kPageUp, Kind::kHome, Kind::kRight})
        CHECK(decoder.next(true)->is(kind));
    CHECK(decoder.next(true)->is('/'));
    CHECK_FALSE(decoder.next(true));
}

TEST_CASE("an escape is a key only when nothing follows it") {
    KeyDecoder decoder;
    decoder.add("\033");
    CHECK_FALSE(decoder.next(true));
    decoder.add("[");
    CHECK_FALSE(decoder.next(true));
    decoder.add("D");
    CHECK(decoder.next(true)->is(Key::Kind::kLeft));
    decoder.add("\033");
    CHECK(decoder.next(false)->is(Key::Kind::kEscape));
    decoder.add("\033x");
    CHECK(decoder.next(true)->is(Key::Kind::kEscape));
    CHECK(decoder.next(true)->is('x'));
}

TEST_CASE("sequences and bytes that are no key are passed over") {
    KeyDecoder decoder;
    decoder.add(
        "\033[200~\033[1;5Hw\x01\xe4\xb8\xad"
        "e\033[<0;3;4M");
    CHECK(decoder.next(true)->is('w'));
    CHECK(decoder.next(true)->is('e'));
    CHECK_FALSE(decoder.next(false));
    decoder.add("\033[12");
    CHECK_FALSE(decoder.next(false));  // cut off for good
    CHECK(decoder.empty());
}

TEST_CASE("what rubs out is one key whichever of its two codes a terminal sends, and bytes beyond ASCII are none") {
    KeyDecoder decoder;
    decoder.add("\b\x7f~\xff\033[\x7f\x41z");
    CHECK(decoder.next(true)->is(Key::Kind::kBackspace));
    CHECK(decoder.next(true)->is(Key::Kind::kBackspace));
    CHECK(decoder.next(true)->is('~'));
    CHECK(decoder.next(true)->is('z'));
    CHECK_FALSE(decoder.next(true));
}
