#include "nodes/telemetry/web_server.hpp"

#include <libwebsockets.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "core/exit_code.hpp"
#include "nodes/telemetry/page_assets.hpp"

namespace seqboard::telemetry {

namespace {

/// What a client may say at once; a setParameters of a whole robot is shorter.
constexpr std::size_t kMostReceived = 16 * 1024;

/// What the kernel keeps for a client that does not read: the more, the older is what he sees then.
constexpr int kSendBuffer = 48 * 1024;

/// Who acknowledges nothing for so long is gone, and whatever he held is free.
constexpr unsigned kSilence_ms = 5000;

/// Of what is sent to one client in one call.
constexpr int kMostFramesAtOnce = 64;

/// libwebsockets writes in front of what it is given.
constexpr std::size_t kRoomInFront = LWS_PRE;

constexpr std::string_view kBearer = "Bearer ";

std::string header(lws* wsi, lws_token_indexes token) {
    std::array<char, 512> text{};
    const int size = lws_hdr_copy(wsi, text.data(), static_cast<int>(text.size()), token);
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

/// From the header Authorization, or from ?token= where a client can be given nothing but an address.
std::string token_of(lws* wsi) {
    const std::string authorization = header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION);
    if (authorization.starts_with(kBearer)) return authorization.substr(kBearer.size());
    std::array<char, 256> text{};
    const char* const value = lws_get_urlarg_by_name(wsi, "token=", text.data(), static_cast<int>(text.size()));
    return value != nullptr ? value : "";
}

}  // namespace

/// One connection; libwebsockets makes it, zero-filled.
struct Connection {
    ClientNumber client;
    std::vector<std::byte>* received;  ///< a message that is not whole yet
    bool is_binary;
    const PageAsset* asset;  ///< HTTP: what is to be sent
    std::size_t sent_bytes;  ///< of it
};

struct WebServer::Sockets {
    Sockets(Server& its_server, const WebServerConfig& config);
    ~Sockets() { lws_context_destroy(context); }

    static int on_event(lws* wsi, lws_callback_reasons reason, void* user, void* in, size_t size);
    bool takes(lws* wsi);
    int begin_page(lws* wsi, Connection& connection, std::string_view path);
    int go_on_with_page(lws* wsi, Connection& connection);
    int begin_client(lws* wsi, Connection& connection);
    int receive(lws* wsi, Connection& connection, std::span<const std::byte> bytes);
    int send(lws* wsi, Connection& connection);
    std::span<unsigned char> in_buffer(std::span<const std::byte> bytes);

    Server& server;
    AccessList access;
    Time now{};
    bool is_busy = false;  ///< something has happened in this turn
    std::vector<unsigned char> buffer;
    std::vector<std::pair<lws*, ClientNumber>> clients;
    std::array<lws_protocols, 4> protocols{};
    lws_context* context = nullptr;
    lws_vhost* vhost = nullptr;
};

WebServer::Sockets::Sockets(Server& its_server, const WebServerConfig& config)
    : server{its_server}, access{config.allowed_hosts, config.allowed_origins} {
    lws_set_log_level(0, nullptr);
    // The first is HTTP's. The others are one protocol under the names that older and newer clients ask for.
    const std::array<const char*, 3> names = {"http", "foxglove.websocket.v1", "foxglove.sdk.v1"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        protocols[i].name = names[i];
        protocols[i].callback = on_event;
        protocols[i].per_session_data_size = sizeof(Connection);
        protocols[i].rx_buffer_size = 4096;
    }
    lws_context_creation_info info{};
    info.port = config.port;
    info.iface = config.address.empty() ? nullptr : config.address.c_str();
    info.protocols = protocols.data();
    info.user = this;
    info.gid = -1;
    info.uid = -1;
    info.fd_limit_per_thread = static_cast<unsigned>(config.most_connections + 8);
    info.max_http_header_pool = static_cast<unsigned short>(std::min<std::size_t>(config.most_connections, 16));
    info.timeout_secs = 5;  // for a handshake
    info.keepalive_timeout = 5;
    info.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND;
    context = lws_create_context(&info);
    vhost = context != nullptr ? lws_create_vhost(context, &info) : nullptr;
    if (vhost != nullptr) return;
    if (context != nullptr) lws_context_destroy(context);
    throw StartError{ExitCode::kUnavailable, "cannot listen on " + (config.address.empty() ? "any address" : config.address) + ", port " +
                                                 std::to_string(config.port) + "; is it taken?"};
}

int WebServer::Sockets::on_event(lws* wsi, lws_callback_reasons reason, void* user, void* in, size_t size) {
    auto* const self = static_cast<Sockets*>(lws_context_user(lws_get_context(wsi)));
    self->is_busy = self->is_busy || reason != LWS_CALLBACK_GET_THREAD_ID;
    if (user == nullptr) return 0;  // about the server itself
    auto& connection = *static_cast<Connection*>(user);
    switch (reason) {
        case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: return self->takes(wsi) ? 0 : 1;
        case LWS_CALLBACK_HTTP: return self->begin_page(wsi, connection, {static_cast<const char*>(in), size});
        case LWS_CALLBACK_HTTP_WRITEABLE: return self->go_on_with_page(wsi, connection);
        case LWS_CALLBACK_ESTABLISHED: return self->begin_client(wsi, connection);
        case LWS_CALLBACK_RECEIVE: return self->receive(wsi, connection, {static_cast<const std::byte*>(in), size});
        case LWS_CALLBACK_SERVER_WRITEABLE: return self->send(wsi, connection);
        case LWS_CALLBACK_CLOSED:
            delete std::exchange(connection.received, nullptr);
            std::erase_if(self->clients, [wsi](const auto& client) { return client.first == wsi; });
            self->server.leave(connection.client, self->now);
            return 0;
        default: return lws_callback_http_dummy(wsi, reason, user, in, size);
    }
}

/// Whether the connection comes by a name and from a page that are allowed.
bool WebServer::Sockets::takes(lws* wsi) {
    const std::string host = header(wsi, WSI_TOKEN_HOST);
    if (access.takes_host(host) && access.takes_origin(header(wsi, WSI_TOKEN_ORIGIN), host)) return true;
    server.note_refused();
    lws_return_http_status(wsi, HTTP_STATUS_FORBIDDEN, nullptr);
    return false;
}

int WebServer::Sockets::begin_page(lws* wsi, Connection& connection, std::string_view path) {
    if (!takes(wsi)) return -1;
    connection.asset = page_asset(path);
    if (connection.asset == nullptr) {
        lws_return_http_status(wsi, HTTP_STATUS_NOT_FOUND, nullptr);
        return -1;
    }
    std::array<unsigned char, kRoomInFront + 1024> head{};
    unsigned char* at = head.data() + kRoomInFront;
    unsigned char* const end = head.data() + head.size();
    const auto add = [&](const char* name, std::string_view value) {
        return lws_add_http_header_by_name(wsi, reinterpret_cast<const unsigned char*>(name),
                                           reinterpret_cast<const unsigned char*>(value.data()), static_cast<int>(value.size()), &at, end);
    };
    connection.sent_bytes = 0;
    const bool failed =
        lws_add_http_common_headers(wsi, HTTP_STATUS_OK, std::string{connection.asset->type}.c_str(), connection.asset->gzip.size(), &at,
                                    end) != 0 ||
        add("content-encoding:", "gzip") != 0 || add("cache-control:", "no-cache") != 0 ||
        add("content-security-policy:", "default-src 'self'; img-src data:; connect-src 'self' ws:; frame-ancestors 'none'") != 0 ||
        add("x-content-type-options:", "nosniff") != 0 || lws_finalize_write_http_header(wsi, head.data() + kRoomInFront, &at, end) != 0;
    if (failed) return -1;
    lws_callback_on_writable(wsi);
    return 0;
}

int WebServer::Sockets::go_on_with_page(lws* wsi, Connection& connection) {
    constexpr std::size_t kPiece = 8192;
    if (connection.asset == nullptr) return -1;
    const auto rest = connection.asset->gzip.subspan(connection.sent_bytes);
    const auto piece = rest.first(std::min(rest.size(), kPiece));
    const bool is_last = piece.size() == rest.size();
    const auto bytes = in_buffer(piece);
    if (lws_write(wsi, bytes.data(), bytes.size(), is_last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < 0) return -1;
    connection.sent_bytes += piece.size();
    if (!is_last) return lws_callback_on_writable(wsi) < 0 ? -1 : 0;
    return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
}

int WebServer::Sockets::begin_client(lws* wsi, Connection& connection) {
    connection.client = server.join(token_of(wsi), now);
    if (connection.client == kNobody) return -1;
    connection.received = new std::vector<std::byte>;
    clients.emplace_back(wsi, connection.client);
    ::setsockopt(lws_get_socket_fd(wsi), SOL_SOCKET, SO_SNDBUF, &kSendBuffer, sizeof kSendBuffer);
    ::setsockopt(lws_get_socket_fd(wsi), IPPROTO_TCP, TCP_USER_TIMEOUT, &kSilence_ms, sizeof kSilence_ms);
    lws_callback_on_writable(wsi);
    return 0;
}

int WebServer::Sockets::receive(lws* wsi, Connection& connection, std::span<const std::byte> bytes) {
    std::vector<std::byte>& message = *connection.received;
    if (lws_is_first_fragment(wsi) != 0) message.clear(), connection.is_binary = lws_frame_is_binary(wsi) != 0;
    if (message.size() + bytes.size() > kMostReceived) return -1;
    message.insert(message.end(), bytes.begin(), bytes.end());
    if (lws_is_final_fragment(wsi) == 0 || lws_remaining_packet_payload(wsi) != 0) return 0;
    if (connection.is_binary) server.receive_bytes(connection.client, message, now);
    else server.receive_text(connection.client, {reinterpret_cast<const char*>(message.data()), message.size()}, now);
    message.clear();
    return server.is_dropped(connection.client) ? -1 : 0;
}

/// As much as the socket takes now: what it does not take is not made.
int WebServer::Sockets::send(lws* wsi, Connection& connection) {
    if (server.is_dropped(connection.client)) return -1;
    for (int sent = 0; sent < kMostFramesAtOnce && lws_send_pipe_choked(wsi) == 0; ++sent) {
        const auto frame = server.next_frame(connection.client, now);
        if (!frame) return 0;
        const auto bytes = in_buffer(frame->bytes);
        if (lws_write(wsi, bytes.data(), bytes.size(), frame->is_binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT) < 0) return -1;
    }
    return 0;
}

std::span<unsigned char> WebServer::Sockets::in_buffer(std::span<const std::byte> bytes) {
    if (buffer.size() < kRoomInFront + bytes.size()) buffer.resize(kRoomInFront + bytes.size());
    std::memcpy(buffer.data() + kRoomInFront, bytes.data(), bytes.size());
    return {buffer.data() + kRoomInFront, bytes.size()};
}

WebServer::WebServer(Server& server, const WebServerConfig& config) : sockets_{std::make_unique<Sockets>(server, config)} {}
WebServer::~WebServer() = default;

void WebServer::serve(Time now) {
    constexpr int kDoNotWait = -1;
    constexpr int kMostTurns = 8;
    int turns = 0;
    sockets_->now = now;
    for (const auto& [wsi, client] : sockets_->clients)
        if (sockets_->server.wants_to_send(client, now) || sockets_->server.is_dropped(client)) lws_callback_on_writable(wsi);
    // A request takes several turns, from the connection to its last byte: who loads the page does not wait a step for each.
    do {
        sockets_->is_busy = false;
        lws_service(sockets_->context, kDoNotWait);
    } while (sockets_->is_busy && ++turns < kMostTurns);
}

int WebServer::port() const { return lws_get_vhost_listen_port(sockets_->vhost); }

}  // namespace seqboard::telemetry
