// What --json prints.
#include "core/cli/json_text.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>

using namespace seqboard;
using namespace seqboard::cli;
using namespace std::chrono_literals;

TEST_CASE("members stay in order, on one line or on several") {
    JsonText json = {{"slot", "pose"}, {"age_s", Duration{20ms}}};
    json.add({{"cells", 8U}});
    CHECK(json.on_one_line() == R"({"slot":"pose","age_s":0.02,"cells":8})");
    CHECK(json.on_lines() == "{\n  \"slot\": \"pose\",\n  \"age_s\": 0.02,\n  \"cells\": 8\n}");
}

TEST_CASE("arrays hold objects, and may be empty") {
    JsonText list = JsonText::array();
    CHECK(list.on_one_line() == "[]");
    list.push_back({{"live", true}});
    list.push_back({{"live", false}});
    CHECK(JsonText{{"params", list}}.on_one_line() == R"({"params":[{"live":true},{"live":false}]})");
}

TEST_CASE("what is absent or not finite is null") {
    CHECK(JsonText(std::optional<Duration>{}).on_one_line() == "null");
    CHECK(JsonText(std::optional<double>{0.5}).on_one_line() == "0.5");
    CHECK(JsonText(std::numeric_limits<double>::quiet_NaN()).on_one_line() == "null");
}

TEST_CASE("quotes, newlines and the largest numbers come through") {
    CHECK(JsonText("a \"b\"\n").on_one_line() == R"("a \"b\"\n")");
    CHECK(JsonText{{"count", std::numeric_limits<std::uint64_t>::max()}}.on_lines() == "{\n  \"count\": 18446744073709551615\n}");
}

TEST_CASE("bytes that are no text are replaced, not refused") {
    CHECK(JsonText("a\xff"
                   "b")
              .on_one_line() ==
          "\"a\xef\xbf\xbd"
          "b\"");
}
