#include "core/node/node_args.hpp"

#include <charconv>
#include <functional>

#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard {

namespace {

[[noreturn]] void fail(const std::string& sentence) { throw StartError{ExitCode::kUsage, sentence}; }

/// "a=b" -> {a, b}.
std::pair<std::string, std::string> split_pair(const std::string& option, const std::string& text, char separator, const char* form) {
    const std::size_t at = text.find(separator);
    if (at == std::string::npos || at == 0) fail(option + " '" + text + "': expected " + form);
    return {text.substr(0, at), text.substr(at + 1)};
}

template <class Number>
Number number(const std::string& option, const std::string& text, Number least, Number most) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= least && value <= most))
        fail(option + " '" + text + "': expected a number from " + std::to_string(least) + " to " + std::to_string(most));
    return value;
}

Duration duration(const std::string& option, const std::string& text) {
    const auto value = parse_duration(text);
    if (!value || *value <= Duration::zero()) fail(option + " '" + text + "': expected a time such as 20ms");
    return *value;
}

bool truth(const std::string& option, const std::string& text) {
    if (text != "true" && text != "false") fail(option + " '" + text + "': expected true or false");
    return text == "true";
}

std::string valid_name(const std::string& option, const std::string& text) {
    if (!is_valid_name(text)) fail(option + " '" + text + "': a name is 1 to 47 of A-Z a-z 0-9 _ . - and does not start with a dot");
    return text;
}

void add_input(NodeArgs& args, const std::string& text) {
    auto [port, target] = split_pair("--input", text, '=', "PORT=SLOT, PORT=SLOT@NODE or PORT=-");
    const std::size_t at = target.find('@');
    PortTarget& input = args.inputs[port];
    if (target == "-") return;
    input.slot = valid_name("--input", target.substr(0, at));
    if (at != std::string::npos) input.node = valid_name("--input", target.substr(at + 1));
}

void set_clock(NodeArgs& args, const std::string& text) {
    if (text == "real") {
        args.clock.kind = ClockChoice::Kind::kReal;
    } else if (text == "drive") {
        args.clock.kind = ClockChoice::Kind::kDrive;
    } else if (text.starts_with("lockstep@")) {
        args.clock.kind = ClockChoice::Kind::kFollow;
        args.clock.coordinator = valid_name("--clock", text.substr(9));
    } else {
        fail("--clock '" + text + "': expected real, lockstep@NODE (follow) or drive (coordinate)");
    }
}

void add_participant(NodeArgs& args, const std::string& text) {
    const auto [node, rest] = split_pair("--participant", text, ':', "NODE:LEVEL:PERIOD_TICKS");
    const auto [level, period] = split_pair("--participant", rest, ':', "NODE:LEVEL:PERIOD_TICKS");
    args.clock.participants.push_back({valid_name("--participant", node), number<std::uint32_t>("--participant", level, 0, 1000),
                                       number<std::uint32_t>("--participant", period, 1, 1'000'000)});
}

struct Option {
    std::string name;
    std::function<void(NodeArgs&, const std::string&)> take;
};

const std::vector<Option>& options() {
    static const std::vector<Option> kOptions = {
        {"--name", [](NodeArgs& a, const std::string& v) { a.name = valid_name("--name", v); }},
        {"--board", [](NodeArgs& a, const std::string& v) { a.place.board = v; }},
        {"--root", [](NodeArgs& a, const std::string& v) { a.place.root = v; }},
        {"--backend", [](NodeArgs& a, const std::string& v) { parse_backend(v, a.place); }},
        {"--origin", [](NodeArgs& a, const std::string& v) { a.origin = v; }},
        {"--param",
         [](NodeArgs& a, const std::string& v) {
             a.params.insert_or_assign(split_pair("--param", v, '=', "NAME=VALUE").first, v.substr(v.find('=') + 1));
         }},
        {"--input", add_input},
        {"--output",
         [](NodeArgs& a, const std::string& v) {
             const auto [port, slot] = split_pair("--output", v, '=', "PORT=SLOT");
             a.outputs[port] = valid_name("--output", slot);
         }},
        {"--notify", [](NodeArgs& a, const std::string& v) { a.notify.push_back(v); }},
        {"--cells",
         [](NodeArgs& a, const std::string& v) {
             const auto [port, cells] = split_pair("--cells", v, '=', "PORT=NUMBER");
             a.cells[port] = number<std::size_t>("--cells", cells, kMinCells, kMaxCells);
         }},
        {"--period", [](NodeArgs& a, const std::string& v) { a.period = duration("--period", v); }},
        {"--rate-hz",
         [](NodeArgs& a, const std::string& v) { a.period = Duration{std::chrono::seconds{1}} / number<int>("--rate-hz", v, 1, 100'000); }},
        {"--priority", [](NodeArgs& a, const std::string& v) { a.priority = number<int>("--priority", v, 1, 99); }},
        {"--lock-memory", [](NodeArgs& a, const std::string& v) { a.lock_memory = truth("--lock-memory", v); }},
        {"--clock", set_clock},
        {"--faults", [](NodeArgs& a, const std::string& v) { a.faults = valid_name("--faults", v); }},
        {"--step", [](NodeArgs& a, const std::string& v) { a.clock.step = duration("--step", v); }},
        {"--speed", [](NodeArgs& a, const std::string& v) { a.clock.speed_ratio = number<float>("--speed", v, 0, 1e6F); }},
        {"--participant", add_participant},
    };
    return kOptions;
}

/// Null if it is none.
bool* flag_of(NodeArgs& args, const std::string& word) {
    if (word == "--describe") return &args.describe;
    if (word == "--self-test") return &args.self_test;
    if (word == "--motion") return &args.motion;
    return word == "--help" || word == "-h" ? &args.help : nullptr;
}

}  // namespace

NodeArgs parse_node_args(const std::vector<std::string>& args) {
    NodeArgs parsed;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (bool* const flag = flag_of(parsed, args[i])) {
            *flag = true;
        } else {
            const std::size_t equals = args[i].starts_with("--") ? args[i].find('=') : std::string::npos;
            const std::string name = args[i].substr(0, equals);
            std::vector<std::string> known = {"--describe", "--self-test", "--motion", "--help"};
            const Option* option = nullptr;
            for (const Option& candidate : options()) {
                known.push_back(candidate.name);
                if (candidate.name == name) option = &candidate;
            }
            if (option == nullptr) fail("unknown argument '" + args[i] + "'" + suggestion(name, known));
            if (equals == std::string::npos && i + 1 == args.size()) fail(name + ": a value is missing; see --help");
            option->take(parsed, equals == std::string::npos ? args[++i] : args[i].substr(equals + 1));
        }
    }
    return parsed;
}

const char* node_args_help() {
    return "  --name NAME                 the node's name on the board (default: its type)\n"
           "  --param NAME=VALUE          a parameter; --describe lists them\n"
           "  --input PORT=SLOT[@NODE]    read that slot (default: the slot named like the port); - for none, where the node can do "
           "without\n"
           "  --output PORT=SLOT          write that slot (default: the slot named like the port)\n"
           "  --notify PORT               wake readers that wait for this output: one system call a write\n"
           "  --cells PORT=N              ring size of an output: a power of two from 2 to 64 (default 4)\n"
           "  --rate-hz N, --period TIME  step this often instead of the type's own period\n"
           "  --priority N                SCHED_FIFO priority 1..99 with locked memory\n"
           "  --lock-memory true|false    whether memory is locked (default: with a priority)\n"
           "  --board NAME, --root DIR    which board (default: $SEQBOARD_BOARD, else robot; $SEQBOARD_ROOT, else /dev/shm/seqboard)\n"
           "  --backend posix|file|sysv   kind of memory; +huge behind it asks for huge pages\n"
           "  --clock real|lockstep@NODE|drive   real time, follow a coordinator, or coordinate (--step, --speed, --participant)\n"
           "  --faults NODE               put faults into what is written, as NODE's slot slot_faults says: for tests\n"
           "  --origin FILE:LINE          where a node set asks for this node, for error messages\n"
           "  --self-test                 try the device, print what was measured and exit; --motion: it may move the robot\n"
           "  --describe                  print ports and parameters as JSON and exit; touches no hardware\n";
}

}  // namespace seqboard
