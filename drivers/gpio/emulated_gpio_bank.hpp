// The model's side of emulated lines.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "drivers/emulated/device_server.hpp"
#include "drivers/gpio/gpio_exchange.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// Named lines that drivers in other processes hold through EmulatedGpio. The model's thread drives inputs and takes what the
/// drivers have set. Levels here are electrical: high or low. Like the kernel's, a driver's queue keeps 16 edges per line, or as
/// many as it asked for, and drops the oldest. Deterministic: time comes from the model alone.
class EmulatedGpioBank {
public:
    /// A line's new level, and when.
    struct Change {
        std::size_t line = 0;
        bool high = false;
        Time at{};
    };

    /// Throws StartError if the socket cannot be made.
    EmulatedGpioBank(const std::string& socket, const std::vector<std::string>& lines);

    /// The model's time from here on. Never goes back.
    void advance(Time now);

    /// The world moves an input line: at once, also when `at` has passed, or when the model's time has come there.
    void drive(std::size_t line, bool high, Time at);

    /// A fault: `count` more of the next changes of the line that the world makes are not reported. The driver's next edge tells that
    /// they are lost.
    void lose_edges(std::size_t line, unsigned count);

    /// What drivers have set since the last call, in order.
    std::vector<Change> take_changes();

    bool is_high(std::size_t line) const;

    /// The line of this name. Throws StartError{kBug} if there is none.
    std::size_t index_of(std::string_view name) const;

private:
    static constexpr std::size_t kKeptEdges = 16;
    struct Line {
        std::string name;
        bool high = false;
        unsigned to_lose = 0;
    };
    struct Client {
        std::vector<std::size_t> lines;
        bool output = false;
        bool active_low = false;
        std::size_t kept_edges = kKeptEdges;
        std::deque<GpioEdge> edges;
        std::vector<std::uint32_t> lost;  ///< per line, since its last edge taken
    };
    void apply(const Change& move);
    std::size_t answer(int client, std::span<const std::byte> question, std::span<std::byte> answer);
    GpioAnswer open(int client, const GpioQuestion& question, std::string_view names);
    GpioAnswer answer_to(Client& client, const GpioQuestion& question);
    static void take_edges(Client& client, GpioEdgesAnswer& answer);
    void queue_edge(Client& client, std::size_t index, bool high, Time at) const;
    void set(const Client& client, std::uint32_t active, std::uint32_t which);

    mutable std::mutex mutex_;
    Time now_{};
    std::vector<Line> lines_;
    std::map<int, Client> clients_;
    std::vector<Change> changes_;
    std::vector<Change> moves_;  ///< to come, the next one first
    DeviceServer server_;        ///< last: its thread uses all of the above
};

}  // namespace seqboard
