// The sockets of the telemetry server: HTTP for the page, WebSocket for the protocol, on libwebsockets.
#pragma once

#include <memory>
#include <string>

#include "nodes/telemetry/access_list.hpp"
#include "nodes/telemetry/server.hpp"

namespace seqboard::telemetry {

struct WebServerConfig {
    std::string address;  ///< of this machine, on which it listens; empty: all
    int port = 8765;      ///< 0: any that is free
    std::string allowed_hosts;
    std::string allowed_origins;
    std::size_t most_connections = 16;  ///< WebSockets and what loads the page
};

/// One thread, which calls serve(); never waits for a client.
class WebServer {
public:
    /// Throws StartError if somebody has the port. An address that the machine does not have yet is waited for: Wi-Fi comes late.
    WebServer(Server& server, const WebServerConfig& config);
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;
    ~WebServer();

    /// Takes what has come and sends what sockets take.
    void serve(Time now);

    int port() const;

private:
    struct Sockets;
    std::unique_ptr<Sockets> sockets_;
};

}  // namespace seqboard::telemetry
