package io.plumbline.eval.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/// The seccomp filter of the sandbox, as a BPF program for `bwrap --seccomp`. It denies the system calls that reach
/// beyond namespaces (sockets, of which AF_VSOCK belongs to none, keys, BPF), that hold memory which no limit counts
/// (System V and POSIX queues, anonymous files), or that make new namespaces. Everything else is limited by
/// bubblewrap's namespaces, so a list of denied calls suffices.
///
/// Format: `struct sock_filter` of the kernel's `linux/filter.h`, in the byte order of the machine.
final class SystemCallFilter {

    private static final int LOAD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int NOT_PERMITTED = 0x00050000 | 1;
    private static final int NOT_IMPLEMENTED = 0x00050000 | 38;
    /// Every `CLONE_NEW*` that clone(2) accepts.
    private static final int NEW_NAMESPACES = 0x7E020000;

    /// The second set of calls on x86-64.
    private static final int X32 = 0x40000000;

    private static final int CLONE3 = 435;
    private static final int INSTRUCTION = 8;
    private static final int MOST = 512;

    /// io_uring, open_tree to fspick, pidfd_open, pidfd_getfd, mount_setattr, memfd_secret: the same everywhere.
    private static final int[] DENIED_EVERYWHERE = {425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 438, 442, 447};

    private static final Map<String, Machine> MACHINES = Map.of(
            "amd64",
                    new Machine(0xC000003E, 56, true, new int[] {
                        // shmget shmat socket semget msgget ptrace syslog personality vhangup pivot_root
                        29,
                        30,
                        41,
                        64,
                        68,
                        101,
                        103,
                        135,
                        153,
                        155,
                        // chroot acct settimeofday mount umount2 swapon swapoff reboot sethostname setdomainname
                        161,
                        163,
                        164,
                        165,
                        166,
                        167,
                        168,
                        169,
                        170,
                        171,
                        // iopl ioperm init_module delete_module quotactl lookup_dcookie mq_open kexec_load
                        172,
                        173,
                        175,
                        176,
                        179,
                        212,
                        240,
                        246,
                        // add_key request_key keyctl unshare perf_event_open fanotify_init name_to_handle_at
                        248,
                        249,
                        250,
                        272,
                        298,
                        300,
                        303,
                        // open_by_handle_at setns process_vm_readv process_vm_writev kcmp finit_module
                        304,
                        308,
                        310,
                        311,
                        312,
                        313,
                        // memfd_create kexec_file_load bpf userfaultfd
                        319,
                        320,
                        321,
                        323
                    }),
            "aarch64",
                    new Machine(0xC00000B7, 220, false, new int[] {
                        // lookup_dcookie umount2 mount pivot_root chroot vhangup quotactl acct personality
                        18,
                        39,
                        40,
                        41,
                        51,
                        58,
                        60,
                        89,
                        92,
                        // unshare kexec_load init_module delete_module syslog ptrace reboot sethostname setdomainname
                        97,
                        104,
                        105,
                        106,
                        116,
                        117,
                        142,
                        161,
                        162,
                        // settimeofday mq_open msgget semget shmget shmat socket add_key request_key keyctl
                        170,
                        180,
                        186,
                        190,
                        194,
                        196,
                        198,
                        217,
                        218,
                        219,
                        // swapon swapoff perf_event_open fanotify_init name_to_handle_at open_by_handle_at setns
                        224,
                        225,
                        241,
                        262,
                        264,
                        265,
                        268,
                        // process_vm_readv process_vm_writev kcmp finit_module memfd_create bpf userfaultfd
                        270,
                        271,
                        272,
                        273,
                        279,
                        280,
                        282,
                        // kexec_file_load
                        294
                    }));

    private SystemCallFilter() {}

    /// @param audit the kernel's number of the architecture
    /// @param cloneCall the number of clone(2)
    /// @param hasX32 whether numbers above [#X32] are a second set of calls
    private record Machine(int audit, int cloneCall, boolean hasX32, int[] denied) {}

    /// Returns the filter for a machine; empty if its system calls are not known here.
    ///
    /// @param architecture as in the system property `os.arch`
    static Optional<byte[]> of(String architecture) {
        return Optional.ofNullable(MACHINES.get(architecture)).map(SystemCallFilter::program);
    }

    private static byte[] program(Machine machine) {
        ByteBuffer code = ByteBuffer.allocate(MOST * INSTRUCTION).order(ByteOrder.LITTLE_ENDIAN);
        put(code, LOAD, 0, 0, ARCHITECTURE);
        put(code, JUMP_EQUAL, 1, 0, machine.audit());
        put(code, RETURN, 0, 0, KILL);
        put(code, LOAD, 0, 0, NUMBER);
        if (machine.hasX32()) {
            put(code, JUMP_AT_LEAST, 0, 1, X32);
            put(code, RETURN, 0, 0, NOT_IMPLEMENTED);
        }
        put(code, JUMP_EQUAL, 0, 1, CLONE3);
        put(code, RETURN, 0, 0, NOT_IMPLEMENTED);
        deny(code, machine.denied());
        deny(code, DENIED_EVERYWHERE);
        put(code, JUMP_EQUAL, 0, 3, machine.cloneCall());
        put(code, LOAD, 0, 0, FIRST_ARGUMENT);
        put(code, JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES);
        put(code, RETURN, 0, 0, NOT_PERMITTED);
        put(code, RETURN, 0, 0, ALLOW);
        byte[] program = new byte[code.position()];
        code.flip().get(program);
        return program;
    }

    private static void deny(ByteBuffer code, int[] numbers) {
        for (int number : numbers) {
            put(code, JUMP_EQUAL, 0, 1, number);
            put(code, RETURN, 0, 0, NOT_PERMITTED);
        }
    }

    private static void put(ByteBuffer code, int operation, int ifTrue, int ifFalse, int value) {
        code.putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
    }
}
