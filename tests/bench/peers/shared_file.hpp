// A struct in a file of tmpfs, mapped by everybody who opens the channel: what shm_open() gives, in the run's own folder.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/file_descriptor.hpp"
#include "tests/bench/peers/channel.hpp"
#include "tests/bench/peers/require.hpp"

namespace seqboard::bench {

/// All zeros at first, whoever comes first.
template <class Content>
class SharedFile {
public:
    explicit SharedFile(const Channel& channel) {
        const FileDescriptor file{require(::open(channel.path().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600), channel.path())};
        require(::ftruncate(file.get(), sizeof(Content)), channel.path());
        void* const place = ::mmap(nullptr, sizeof(Content), PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
        require(place == MAP_FAILED ? -1 : 0, channel.path());
        content_ = static_cast<Content*>(place);
    }
    SharedFile(const SharedFile&) = delete;
    SharedFile& operator=(const SharedFile&) = delete;
    ~SharedFile() { ::munmap(content_, sizeof(Content)); }

    Content* operator->() const { return content_; }

private:
    Content* content_ = nullptr;
};

}  // namespace seqboard::bench
