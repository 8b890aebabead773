// What the telemetry node does in a step.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/segment/safe_file.hpp"
#include "nodes/telemetry_node.hpp"

namespace seqboard {

namespace {

constexpr Duration kLongestDeadMan = std::chrono::milliseconds{500};

/// The first line of a file that nobody but its owner may read.
std::string token_in(const std::string& path) {
    constexpr std::size_t kShortest = 16;
    if (path.empty()) return "";
    const FileDescriptor file = open_safe_file(path, O_RDONLY);
    struct stat facts {};
    if (!file || ::fstat(file.get(), &facts) != 0)
        throw StartError{ExitCode::kConfig,
                         "parameter 'token_file': cannot read '" + path + "'; make it: head -c 24 /dev/urandom | base64"};
    if ((facts.st_mode & (S_IRGRP | S_IROTH)) != 0)
        throw StartError{ExitCode::kConfig, "parameter 'token_file': others may read '" + path + "'; chmod 600 it"};
    std::array<char, 256> text{};
    const ssize_t size = ::read(file.get(), text.data(), text.size() - 1);
    std::string token{text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    token.resize(std::min(token.find_first_of("\r\n"), token.size()));
    if (token.size() < kShortest)
        throw StartError{ExitCode::kConfig, "parameter 'token_file': the first line of '" + path + "' has fewer than 16 characters"};
    return token;
}

}  // namespace

TelemetryNode::TelemetryNode(Io io)
    : io_{std::move(io)},
      server_{Blackboard::open(io_.setup.args().place), server_config(io_)},
      web_{server_,
           {.address = io_.address,
            .port = io_.port,
            .allowed_hosts = io_.allowed_hosts,
            .allowed_origins = io_.allowed_origins,
            .most_connections = static_cast<std::size_t>(io_.max_clients) + 8}} {
    log_line(LogLevel::kInfo, "http://%s:%d%s", io_.address.c_str(), web_.port(), io_.token_file.empty() ? ", to look at only" : "");
}

telemetry::ServerConfig TelemetryNode::server_config(const Io& io) {
    if (io.dead_man <= Duration::zero() || io.dead_man > kLongestDeadMan)
        throw StartError{ExitCode::kConfig,
                         "parameter 'dead_man': a robot whose operator is gone stops within 500ms; expected 1ms to 500ms"};
    return {.name = "seqboard " + io.setup.args().place.resolved().board,
            .log_folder = io.setup.args().place.resolved().directory() + "/log",
            .session = std::to_string(ns_of(monotonic_now())),
            .token = token_in(io.token_file),
            .dead_man = io.dead_man,
            .most_clients = static_cast<std::size_t>(io.max_clients),
            .most_speed_m_s = io.max_speed_m_s,
            .most_yaw_rate_rad_s = io.max_yaw_rate_rad_s};
}

void TelemetryNode::step(const Tick& tick) {
    server_.step(tick.now, io_.rate_hz);
    web_.serve(tick.now);
    const auto arbiter = io_.arbiter.read();
    io_.setup.begin_lineage();  // no order is made of it
    const telemetry::Control::Orders orders = server_.orders(tick.now, arbiter ? std::optional{arbiter->mode} : std::nullopt);
    if (orders.command) io_.command.write(*orders.command);
    if (orders.verb != DriveVerb::kNone || said_ != DriveVerb::kNone) io_.request.write({.verb = orders.verb});
    said_ = orders.verb;
    if (orders.wish) io_.wish.write(*orders.wish);
    io_.state.write(server_.state());
}

}  // namespace seqboard
