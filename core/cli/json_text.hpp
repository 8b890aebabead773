// What --json prints, put together as text: a file that builds values of the JSON library takes two seconds more to compile.
#pragma once

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "core/time.hpp"

namespace seqboard::cli {

/// A JSON value. Members stay in the order they are added in; times are in seconds; what is absent or not finite is null.
class JsonText {
public:
    using Member = std::pair<const char*, JsonText>;

    JsonText() = default;
    JsonText(bool value) : text_{value ? "true" : "false"} {}
    JsonText(double number);
    JsonText(const char* text) : JsonText(std::string{text}) {}
    JsonText(const std::string& text);
    JsonText(Duration time) : JsonText(std::chrono::duration<double>(time).count()) {}
    JsonText(std::initializer_list<Member> members) : text_{"{}"} { add(members); }
    template <std::integral T>
    JsonText(T number) : text_{std::to_string(number)} {}
    template <class T>
    JsonText(const std::optional<T>& value) : JsonText(value ? JsonText(*value) : JsonText()) {}

    static JsonText array();

    /// Members of an object.
    void add(std::initializer_list<Member> members);
    /// The last element of an array.
    void push_back(const JsonText& element);

    std::string on_one_line() const { return text_; }
    std::string on_lines() const;

private:
    void append(const std::string& part);

    std::string text_ = "null";
};

}  // namespace seqboard::cli
