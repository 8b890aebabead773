// What lies where a segment should be, and is none: put there by others, by hand or by an older program.
#include <fcntl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>

#include "core/segment/attached_segment.hpp"
#include "core/segment/lock_file.hpp"
#include "core/segment/owned_segment.hpp"
#include "core/segment/safe_file.hpp"
#include "core/segment/segment_error.hpp"
#include "core/segment/sysv_name.hpp"
#include "tests/core/segment/segment_fault_of.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/scratch_backend.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// System V memory under the key of node `wheels`, whose name this process holds; made without the backend.
class RawSegment {
public:
    RawSegment(const ScratchBackend& backend, std::size_t bytes, int mode = 0640)
        : name_{backend->own("wheels")},
          id_{::shmget(*SysvName{backend.place().board, "wheels"}.find(), bytes, IPC_CREAT | IPC_EXCL | mode)} {
        REQUIRE(id_ >= 0);
    }
    RawSegment(const RawSegment&) = delete;
    RawSegment& operator=(const RawSegment&) = delete;
    ~RawSegment() { ::shmctl(id_, IPC_RMID, nullptr); }

    void put(std::span<const std::byte> bytes) const {
        void* const data = ::shmat(id_, nullptr, 0);
        std::memcpy(data, bytes.data(), bytes.size());
        ::shmdt(data);
    }
    void give_to(uid_t user, unsigned short mode = 0640) const {
        shmid_ds status{};
        REQUIRE(::shmctl(id_, IPC_STAT, &status) == 0);
        status.shm_perm.uid = user;
        status.shm_perm.mode = mode;
        REQUIRE(::shmctl(id_, IPC_SET, &status) == 0);
    }

private:
    std::unique_ptr<Ownership> name_;
    int id_;
};

}  // namespace

TEST_CASE("a copy of bytes that a segment does not have is none, wherever it begins") {
    const ScratchBackend backend{GENERATE("posix", "file", "sysv", "anonymous")};
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    const auto open = backend->open("wheels", Access::kReadOnly);
    REQUIRE(open);
    std::array<std::byte, 16> bytes{};
    CHECK(open->copy(0, bytes));
    CHECK(open->copy(open->bytes() - bytes.size(), bytes));
    CHECK_FALSE(open->copy(open->bytes() - bytes.size() + 1, bytes));
    CHECK_FALSE(open->copy(open->bytes() + 1, bytes));
}

TEST_CASE("System V memory that is too small, of another board or without a name is no segment of this one") {
    const ScratchBackend backend{"sysv"};
    {
        const RawSegment tiny{backend, 4};
        CHECK(fault_of([&] { AttachedSegment::attach(*backend, "wheels"); }) == SegmentFault::kTooSmall);
        CHECK(backend->nodes().empty());
    }
    const RawSegment raw{backend, 4096};
    CHECK(AttachedSegment::attach(*backend, "wheels") == nullptr);  // being made, or its maker was killed
    std::vector<std::byte> header = build_segment(backend.place().board, "wheels", front_slot()).header;
    auto& head = *reinterpret_cast<SegmentHeader*>(header.data());
    raw.put(header);
    CHECK(backend->nodes() == std::vector<std::string>{"wheels"});
    head.magic[7] = 'X';
    raw.put(header);
    CHECK(backend->nodes().empty());
    head.magic = kSegmentMagic;
    head.node[0] = '/';
    raw.put(header);
    CHECK(backend->nodes().empty());
    head.node[0] = 'w';
    head.board[0] = 'X';
    raw.put(header);
    CHECK(backend->nodes().empty());
}

TEST_CASE("System V memory that others own, or may write, is refused") {
    const ScratchBackend backend{"sysv"};
    const RawSegment raw{backend, 4096};
    raw.put(build_segment(backend.place().board, "wheels", front_slot()).header);
    raw.give_to(::geteuid(), 0660);
    CHECK(fault_of([&] { AttachedSegment::attach(*backend, "wheels"); }) == SegmentFault::kRefused);
    raw.give_to(::geteuid() + 12345);
    CHECK(fault_of([&] { AttachedSegment::attach(*backend, "wheels"); }) == SegmentFault::kRefused);
    raw.give_to(::geteuid());
    CHECK(AttachedSegment::attach(*backend, "wheels") != nullptr);
}

TEST_CASE("System V memory is made by who owns the name only") {
    const ScratchBackend backend{"sysv"};
    const SegmentImage image = build_segment(backend.place().board, "wheels", front_slot());
    CHECK(fault_of([&] { backend->create("wheels", image.header, image.description.total_bytes); }) == SegmentFault::kSystem);
    CHECK(backend->nodes().empty());
}

TEST_CASE("a System V key whose semaphores carry another name is left to it, and the next one taken") {
    const ScratchBackend backend{"sysv"};
    SysvName other{backend.place().board, "wheels"};
    REQUIRE(other.claim() == 0);
    const key_t key = *other.find();
    const int id = ::semget(key, 0, 0);
    const auto check = GENERATE(1, 2);  // each half of the name tells them apart
    union {
        int value;
        void* none;
    } argument{.value = GENERATE(0, 0x7FFE)};
    REQUIRE(::semctl(id, check, SETVAL, argument) == 0);
    CHECK_FALSE(other.find());
    SysvName ours{backend.place().board, "wheels"};
    CHECK(ours.claim() == 0);
    CHECK(ours.find());
    CHECK(ours.find() != key);
    CHECK(ours.holder() == ::getpid());
    ours.remove();
    CHECK(::semctl(id, 0, IPC_RMID) == 0);
}

TEST_CASE("semaphores that another user gave a key to are nobody's name, and sixteen of them are told") {
    const ScratchBackend backend{"sysv"};
    SysvName name{backend.place().board, "wheels"};
    REQUIRE(name.claim() == 0);
    const key_t key = *name.find();
    std::vector<int> sets = {::semget(key, 0, 0)};
    for (int probe = 1; probe < 16; ++probe)
        sets.push_back(::semget(kSysvKeyBase | ((key + probe) & 0x00FFFFFF), 3, IPC_CREAT | IPC_EXCL | 0640));
    for (const int id : sets) {
        semid_ds status{};
        union {
            semid_ds* status;
            void* none;
        } argument{.status = &status};
        REQUIRE(::semctl(id, 0, IPC_STAT, argument) == 0);
        status.sem_perm.uid = ::geteuid() + 12345;
        CHECK(::semctl(id, 0, IPC_SET, argument) == 0);
        union {
            int value;
            void* none;
        } owned{.value = 1};
        if (id != sets.front()) CHECK(::semctl(id, 0, SETVAL, owned) == 0);
    }
    CHECK_FALSE(name.find());
    CHECK_FALSE(name.holder());
    SysvName again{backend.place().board, "wheels"};
    CHECK_THROWS_WITH(again.claim(), Catch::Contains("16 in a row are taken by others"));
    for (const int id : sets) CHECK(::semctl(id, 0, IPC_RMID) == 0);
}

TEST_CASE("a board's directory that is gone has no nodes, and one that became a file is told") {
    const ScratchBackend backend{"posix"};
    const OwnedSegment owned{*backend, "test", "wheels", front_slot()};
    std::ofstream{backend.place().directory() + "/a b.seg"} << "no node has such a name";
    std::ofstream{backend.place().directory() + "/notes.txt"} << "nor is this one";
    CHECK(backend->nodes() == std::vector<std::string>{"wheels"});
    std::filesystem::remove_all(backend.place().directory());
    CHECK(backend->nodes().empty());
    CHECK_FALSE(owned.still_owned());
    CHECK_FALSE(owned.still_in_place());
    std::ofstream{backend.place().directory()} << "not a directory";
    CHECK(fault_of([&] { backend->nodes(); }) == SegmentFault::kSystem);
    CHECK_FALSE(owned.still_owned());
    CHECK_FALSE(owned.still_in_place());
    std::filesystem::remove(backend.place().directory());
    std::filesystem::create_directory(backend.place().directory());  // for what is removed at the end
}

TEST_CASE("a socket, a directory and a place that is not there are no file") {
    const ScratchBoard scratch;
    make_safe_directory(scratch.root());
    const std::string path = scratch.root() + "/s";
    const FileDescriptor socket{::socket(AF_UNIX, SOCK_STREAM, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    REQUIRE(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    CHECK_THROWS_WITH(open_safe_file(path, O_RDONLY), Catch::Contains("not a regular file"));
    CHECK_THROWS_WITH(open_safe_file(scratch.root(), O_RDWR), Catch::Contains("not a regular file"));
    CHECK_FALSE(open_safe_file(scratch.root() + "/missing/file", O_RDWR));
    CHECK_THROWS_WITH(open_safe_file(scratch.root() + "/missing/file", O_RDWR | O_CREAT, 0640), Catch::Contains("cannot be opened"));
}

TEST_CASE("a slot that was never written needs no new stamp after a boot") {
    const ScratchBackend backend{"file"};
    {
        const OwnedSegment before{*backend, "test", "wheels", {slot_spec<Pattern>("front"), slot_spec<Pattern>("left")}};
        const Pattern message = pattern(8);
        before.writer(1).publish({.stamp_ns = 1000, .flags = sample_flags(1)}, &message, sizeof message);
        before.mapping().data()[offsetof(SegmentHeader, boot_id)] ^= std::byte{0xFF};
    }
    const OwnedSegment after{*backend, "test", "wheels", {slot_spec<Pattern>("front"), slot_spec<Pattern>("left")}};
    const auto reader = AttachedSegment::attach(*backend, "wheels");
    REQUIRE(reader);
    SampleHeader header;
    Pattern seen;
    CHECK(reader->reader(*reader->find("front")).latest(header, &seen, sizeof seen) == Copied::kNeverWritten);
    CHECK(reader->reader(*reader->find("left")).latest(header, &seen, sizeof seen) == Copied::kWhole);
    CHECK(header.stamp_ns == 0);
    CHECK(seen.number == 8);
}
