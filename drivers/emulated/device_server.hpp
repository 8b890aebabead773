// The model's side of an emulated bus.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "core/file_descriptor.hpp"

namespace seqboard {

/// Answers every DeviceLink that connects to its socket, in a thread of its own, one question at a time: a driver gets its answer
/// also while the process that holds the model waits for that very driver (lock-step). What the answers touch is shared with that
/// thread: guard it.
class DeviceServer {
public:
    /// Writes the answer into `answer` and returns its bytes; zero ends the connection.
    using Answer = std::function<std::size_t(int client, std::span<const std::byte> question, std::span<std::byte> answer)>;

    /// Makes the socket (only this user may connect); replaces one that a killed process has left. Throws StartError.
    DeviceServer(std::string socket, Answer answer);
    DeviceServer(const DeviceServer&) = delete;
    DeviceServer& operator=(const DeviceServer&) = delete;

    /// Ends the thread and removes the socket.
    ~DeviceServer();

private:
    void serve();
    bool answer_one(int client);

    std::string socket_;
    Answer answer_;
    FileDescriptor listener_;
    FileDescriptor stop_read_, stop_write_;
    std::vector<FileDescriptor> clients_;
    std::thread thread_;
};

}  // namespace seqboard
