"""Who is compared: seqboard, the floors, and what users would take instead."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Peer:
    name: str  # of its program: NAME_peer
    label: str
    package: str = ""  # of Debian 12; empty: the kernel and the C library
    daemon: str = ""
    threads: bool = False  # of its own bring the messages: kDirect is false


FLOOR = "bare_word"

PEERS = [
    Peer("seqboard", "seqboard"),
    Peer("seqboard_in_place", "seqboard, in place"),
    Peer(FLOOR, "floor: bare word, bare futex"),
    Peer("robust_mutex", "robust mutex, shared memory"),
    Peer("sysv", "System V memory, semaphore"),
    Peer("message_queue", "POSIX message queue"),
    Peer("pipe", "pipe"),
    Peer("unix_socket", "Unix datagram socket"),
    Peer("iceoryx", "iceoryx 2.0", "libiceoryx-posh-dev", "iox-roudi"),
    Peer("zeromq", "ZeroMQ 4.3, PUB/SUB", "libzmq3-dev", threads=True),
    Peer("lcm", "LCM 1.3", "liblcm-dev", threads=True),
    Peer("cyclonedds", "Cyclone DDS 0.10", "cyclonedds-dev", threads=True),
    Peer("ros", "ROS 1 Noetic, roscpp", "libroscpp-dev", "rosmaster", threads=True),
]

NOT_MEASURED = [
    ("iceoryx2, eCAL, Zenoh, ach, KogMo-RTDB", "not in Debian 12"),
    ("ROS 2 (rclcpp)", "not in Debian 12; it goes by a DDS, and Cyclone DDS is above"),
    ("Fast DDS", "in Debian 12 (libfastrtps-dev), not measured: a second DDS over the loopback interface"),
    ("LinuxCNC HAL", "in Debian 12 (linuxcnc-uspace-dev), not measured: its pins are single numbers, a message of 64 bytes cannot be whole"),
    ("PX4 uORB, Orocos RTT, copper", "not in Debian 12, and between threads of one process only"),
]
