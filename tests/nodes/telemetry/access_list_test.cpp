// Who may connect.
#include "nodes/telemetry/access_list.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::telemetry;

TEST_CASE("a server is called by its addresses, by localhost and by the names that it is given, and by no other") {
    const AccessList access{"robot.local, rover", ""};
    for (const char* host : {"127.0.0.1:8765", "192.168.1.20", "[::1]:8765", "localhost:8765", "robot.local:8765", "rover"}) {
        INFO(host);
        CHECK(access.takes_host(host));
    }
    for (const char* host : {"", "evil.example:8765", "127.0.0.1.evil.example", "robot.local.evil.example", "localhost.evil", "["}) {
        INFO(host);
        CHECK_FALSE(access.takes_host(host));
    }
}

TEST_CASE("a page of the server's own and one that is allowed may connect, a foreign one may not, a program says no origin") {
    const AccessList access{"", "https://app.foxglove.dev file://"};
    CHECK(access.takes_origin("", "127.0.0.1:8765"));
    CHECK(access.takes_origin("http://127.0.0.1:8765", "127.0.0.1:8765"));
    CHECK(access.takes_origin("https://app.foxglove.dev", "127.0.0.1:8765"));
    CHECK(access.takes_origin("file://", "127.0.0.1:8765"));
    for (const char* origin : {"http://127.0.0.1:8080", "https://127.0.0.1:8765", "https://evil.example", "null", "http://"}) {
        INFO(origin);
        CHECK_FALSE(access.takes_origin(origin, "127.0.0.1:8765"));
    }
}

TEST_CASE("a secret is the same only when all of it is") {
    CHECK(same_secret("abcdefghijklmnop", "abcdefghijklmnop"));
    for (const char* wrong : {"", "a", "abcdefghijklmnoq", "abcdefghijklmnopa", "abcdefghijklmnopabcdefghijklmnop"}) {
        INFO(wrong);
        CHECK_FALSE(same_secret(wrong, "abcdefghijklmnop"));
    }
    CHECK_FALSE(same_secret("", ""));
}
