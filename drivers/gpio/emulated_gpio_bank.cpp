#include "drivers/gpio/emulated_gpio_bank.hpp"

#include <algorithm>
#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard {

EmulatedGpioBank::EmulatedGpioBank(const std::string& socket, const std::vector<std::string>& lines)
    : lines_{[&] {
          std::vector<Line> made;
          for (const std::string& name : lines) made.push_back({name, false, 0});
          return made;
      }()},
      server_{socket, [this](int client, std::span<const std::byte> question, std::span<std::byte> said) {
                  return answer(client, question, said);
              }} {}

void EmulatedGpioBank::advance(Time now) {
    const std::lock_guard lock{mutex_};
    now_ = std::max(now_, now);
    const auto to_come = std::find_if(moves_.begin(), moves_.end(), [&](const Change& move) { return move.at > now_; });
    for (auto move = moves_.begin(); move != to_come; ++move) apply(*move);
    moves_.erase(moves_.begin(), to_come);
}

void EmulatedGpioBank::drive(std::size_t line, bool high, Time at) {
    const std::lock_guard lock{mutex_};
    const Change move{line, high, at};
    if (at <= now_) return apply(move);
    moves_.insert(std::upper_bound(moves_.begin(), moves_.end(), at, [](Time time, const Change& other) { return time < other.at; }), move);
}

void EmulatedGpioBank::apply(const Change& move) {
    if (lines_[move.line].high == move.high) return;
    Line& line = lines_[move.line];
    line.high = move.high;
    const bool lose = line.to_lose > 0;
    if (lose) --line.to_lose;
    for (auto& [id, client] : clients_)
        for (std::size_t i = 0; i < client.lines.size(); ++i) {
            if (client.output || client.lines[i] != move.line) continue;
            if (lose) ++client.lost[i];
            else queue_edge(client, i, move.high, move.at);
        }
}

void EmulatedGpioBank::lose_edges(std::size_t line, unsigned count) {
    const std::lock_guard lock{mutex_};
    lines_[line].to_lose += count;
}

std::vector<EmulatedGpioBank::Change> EmulatedGpioBank::take_changes() {
    const std::lock_guard lock{mutex_};
    return std::exchange(changes_, {});
}

std::size_t EmulatedGpioBank::index_of(std::string_view name) const {
    const auto line = std::find_if(lines_.begin(), lines_.end(), [&](const Line& candidate) { return candidate.name == name; });
    if (line == lines_.end()) throw StartError{ExitCode::kBug, "the emulated GPIO bus has no line '" + std::string{name} + "'"};
    return static_cast<std::size_t>(line - lines_.begin());
}

bool EmulatedGpioBank::is_high(std::size_t line) const {
    const std::lock_guard lock{mutex_};
    return lines_[line].high;
}

std::size_t EmulatedGpioBank::answer(int client, std::span<const std::byte> question, std::span<std::byte> said) {
    const std::lock_guard lock{mutex_};
    GpioQuestion asked;
    if (question.size() < sizeof asked) return 0;
    std::memcpy(&asked, question.data(), sizeof asked);
    const std::string_view rest{reinterpret_cast<const char*>(question.data()) + sizeof asked, question.size() - sizeof asked};
    if (asked.verb == GpioVerb::kTakeEdges) {
        GpioEdgesAnswer edges{};
        if (const auto known = clients_.find(client); known != clients_.end()) take_edges(known->second, edges);
        std::memcpy(said.data(), &edges, edges.sent_bytes());
        return edges.sent_bytes();
    }
    GpioAnswer result;
    if (asked.verb == GpioVerb::kOpen) result = open(client, asked, rest);
    else if (const auto known = clients_.find(client); known != clients_.end()) result = answer_to(known->second, asked);
    std::memcpy(said.data(), &result, sizeof result);
    return sizeof result;
}

GpioAnswer EmulatedGpioBank::open(int client, const GpioQuestion& question, std::string_view names) {
    Client opened{{},
                  (question.flags & kGpioOutput) != 0,
                  (question.flags & kGpioActiveLow) != 0,
                  question.kept_edges == 0 ? kKeptEdges : question.kept_edges,
                  {},
                  {}};
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find('\n'));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        const auto line = std::find_if(lines_.begin(), lines_.end(), [&](const Line& candidate) { return candidate.name == name; });
        if (line == lines_.end()) return {.granted = 0, .levels = static_cast<std::uint32_t>(opened.lines.size())};
        opened.lines.push_back(static_cast<std::size_t>(line - lines_.begin()));
    }
    opened.lost.assign(opened.lines.size(), 0);
    if (opened.output) set(opened, question.active, ~std::uint32_t{0});
    clients_[client] = std::move(opened);  // a descriptor's number comes back with the next driver: its old lines are gone then
    return {.granted = 1};
}

GpioAnswer EmulatedGpioBank::answer_to(Client& client, const GpioQuestion& question) {
    GpioAnswer answer{.granted = 1};
    if (question.verb == GpioVerb::kLevels) {
        for (std::size_t i = 0; i < client.lines.size(); ++i)
            answer.levels |= std::uint32_t{lines_[client.lines[i]].high != client.active_low} << i;
    } else if (question.verb == GpioVerb::kSet && client.output) {
        set(client, question.active, question.which);
    } else {
        answer.granted = 0;
    }
    return answer;
}

void EmulatedGpioBank::take_edges(Client& client, GpioEdgesAnswer& answer) {
    for (; !client.edges.empty() && answer.count < answer.edges.size(); client.edges.pop_front()) {
        const GpioEdge& edge = client.edges.front();
        answer.edges[answer.count++] = {.at_ns = ns_of(edge.at),
                                        .line = edge.line,
                                        .rising = edge.rising,
                                        .lost = std::exchange(client.lost[edge.line], 0),
                                        .reserved = 0};
    }
}

void EmulatedGpioBank::queue_edge(Client& client, std::size_t index, bool high, Time at) const {
    const auto of_line = [&](const GpioEdge& edge) { return edge.line == index; };
    if (std::count_if(client.edges.begin(), client.edges.end(), of_line) == static_cast<std::ptrdiff_t>(client.kept_edges)) {
        client.edges.erase(std::find_if(client.edges.begin(), client.edges.end(), of_line));
        ++client.lost[index];
    }
    const GpioEdge edge{at, static_cast<std::uint8_t>(index), high != client.active_low, 0};
    const auto later = std::find_if(client.edges.begin(), client.edges.end(), [&](const GpioEdge& other) { return other.at > at; });
    client.edges.insert(later, edge);
}

void EmulatedGpioBank::set(const Client& client, std::uint32_t active, std::uint32_t which) {
    for (std::size_t i = 0; i < client.lines.size(); ++i) {
        if (((which >> i) & 1u) == 0) continue;
        Line& line = lines_[client.lines[i]];
        const bool high = (((active >> i) & 1u) != 0) != client.active_low;
        if (line.high != high) changes_.push_back({client.lines[i], high, now_});
        line.high = high;
    }
}

}  // namespace seqboard
