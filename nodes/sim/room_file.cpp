// Reads a room from its text.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string_view>

#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "nodes/sim/random_room.hpp"
#include "nodes/sim/room.hpp"

namespace seqboard::sim {

namespace {

struct Kind {
    std::string word;
    std::size_t numbers;
    const char* form;
};
const std::vector<Kind> kKinds = {{"wall", 4, "wall X Y X Y"},
                                  {"box", 4, "box X Y X Y, two opposite corners"},
                                  {"edge", 4, "edge X Y X Y, two opposite corners"},
                                  {"start", 3, "start X Y HEADING"},
                                  {"goal", 2, "goal X Y"}};

[[noreturn]] void fail(const std::string& where, const std::string& sentence) {
    throw StartError{ExitCode::kConfig, where + ": " + sentence};
}

Rectangle rectangle(const std::vector<float>& n) {
    return {{std::min(n[0], n[2]), std::min(n[1], n[3])}, {std::max(n[0], n[2]), std::max(n[1], n[3])}};
}

float number(const std::string& where, const Kind& kind, const std::string& word) {
    float value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(value))
        fail(where, "'" + word + "' is not a number; expected " + kind.form + ", in metres and radians");
    return value;
}

const Kind& find_kind(const std::string& where, const std::string& word) {
    std::vector<std::string> known;
    for (const Kind& kind : kKinds) {
        if (kind.word == word) return kind;
        known.push_back(kind.word);
    }
    fail(where, "'" + word + "' is no object of a room" + suggestion(word, known));
}

/// Takes the next piece up to the separator off the text.
std::string_view cut(std::string_view& text, char separator) {
    const std::string_view piece = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), piece.size() + 1));
    return piece;
}

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (line = line.substr(0, line.find_first_of("#\r")); !line.empty();)
        if (const std::string_view word = cut(line, ' '); !word.empty()) words.emplace_back(word);
    return words;
}

std::uint32_t random_seed(const std::string& where, const std::string& word) {
    std::uint32_t seed = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seed);
    if (error != std::errc{} || end != word.data() + word.size())
        fail("room '" + where + "'", "expected random:N with a number, such as random:7");
    return seed;
}

void add(Room& room, const Kind& kind, const std::vector<float>& n) {
    if (kind.word == "wall") room.walls.push_back({{n[0], n[1]}, {n[2], n[3]}});
    if (kind.word == "box") room.add_box(rectangle(n));
    if (kind.word == "edge") room.edges.push_back(rectangle(n));
    if (kind.word == "goal") room.goal = {n[0], n[1]};
    if (kind.word != "start") return;
    room.start = {n[0], n[1]};
    room.start_heading_rad = n[2];
}

}  // namespace

Room parse_room(const std::string& name, const std::string& text) {
    Room room;
    bool has_start = false;
    bool has_goal = false;
    std::string_view rest = text;
    for (int line = 1; !rest.empty(); ++line) {
        const std::string where = name + ":" + std::to_string(line);
        const std::vector<std::string> words = words_of(cut(rest, '\n'));
        if (words.empty()) continue;
        const Kind& kind = find_kind(where, words.front());
        std::vector<float> numbers;
        for (std::size_t i = 1; i < words.size(); ++i) numbers.push_back(number(where, kind, words[i]));
        if (numbers.size() != kind.numbers)
            fail(where, kind.word + " takes " + std::to_string(kind.numbers) + " numbers, not " + std::to_string(numbers.size()) + ": " +
                            kind.form);
        if ((kind.word == "start" && has_start) || (kind.word == "goal" && has_goal))
            fail(where, "a second " + kind.word + "; a room has one");
        has_start |= kind.word == "start";
        has_goal |= kind.word == "goal";
        add(room, kind, numbers);
    }
    if (!has_start) fail(name, "the room has no start; add a line: start X Y HEADING");
    if (!has_goal) fail(name, "the room has no goal; add a line: goal X Y");
    return room;
}

Room load_room(const std::string& path) {
    constexpr std::string_view kRandom = "random:";
    if (path.starts_with(kRandom)) return random_room(random_seed(path, path.substr(kRandom.size())));
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "re"), std::fclose};
    if (!file)
        throw StartError{ExitCode::kNoInput, "room '" + path + "' cannot be read; expected a text file such as config/rooms/workshop.room"};
    std::string text;
    char piece[4096];
    while (const std::size_t count = std::fread(piece, 1, sizeof piece, file.get())) text.append(piece, count);
    return parse_room(path, text);
}

}  // namespace seqboard::sim
