#include "drivers/emulated/device_server.hpp"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "core/exit_code.hpp"
#include "core/node/realtime.hpp"
#include "drivers/emulated/device_link.hpp"
#include "drivers/emulated/socket_address.hpp"

namespace seqboard {

namespace {

constexpr int kWaitingClients = 8;
constexpr int kPriority = 61;  // over a software PWM's threads

}  // namespace

DeviceServer::DeviceServer(std::string socket, Answer answer)
    : socket_{std::move(socket)},
      answer_{std::move(answer)},
      listener_{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)} {
    const SocketAddress address{socket_};
    std::array<int, 2> ends{};
    ::unlink(socket_.c_str());
    const mode_t mask = ::umask(0077);
    const bool bound = listener_ && ::bind(listener_.get(), address.get(), address.size()) == 0;
    ::umask(mask);
    if (!bound || ::listen(listener_.get(), kWaitingClients) != 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw StartError{ExitCode::kSystem, "emulated bus '" + socket_ + "' cannot be made: " + std::strerror(errno)};
    stop_read_ = FileDescriptor{ends[0]}, stop_write_ = FileDescriptor{ends[1]};
    sigset_t all, before;  // signals are for the thread that runs the node
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread{[this] { serve(); }};
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

DeviceServer::~DeviceServer() {
    stop_write_ = FileDescriptor{};
    thread_.join();
    ::unlink(socket_.c_str());
}

void DeviceServer::serve() {
    static_cast<void>(become_realtime(kPriority, false));  // a device does not wait for programs: not granted, it is late at times
    while (true) {
        std::vector<pollfd> waits = {{stop_read_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
        for (const FileDescriptor& client : clients_) waits.push_back({client.get(), POLLIN, 0});
        if (::poll(waits.data(), waits.size(), -1) < 0) continue;
        if (waits[0].revents != 0) return;
        for (std::size_t i = clients_.size(); i-- > 0;)
            if (waits[i + 2].revents != 0 && !answer_one(clients_[i].get()))
                clients_.erase(clients_.begin() + static_cast<std::ptrdiff_t>(i));
        if (waits[1].revents != 0)
            if (FileDescriptor client{::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)}) clients_.push_back(std::move(client));
    }
}

bool DeviceServer::answer_one(int client) {
    std::array<std::byte, DeviceLink::kMaxPacket> question, answer;
    const ssize_t asked = ::recv(client, question.data(), question.size(), MSG_DONTWAIT);
    if (asked < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    if (asked <= 0) return false;
    const std::size_t size = answer_(client, {question.data(), static_cast<std::size_t>(asked)}, answer);
    return size > 0 && ::send(client, answer.data(), size, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(size);
}

}  // namespace seqboard
