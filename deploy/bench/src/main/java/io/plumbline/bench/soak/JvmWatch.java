package io.plumbline.bench.soak;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/// Reads another JVM's state, on this machine and of this user, through its management beans.
final class JvmWatch implements AutoCloseable {

    private static final double MEGABYTE = 1_048_576;

    private final long pid;
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final UnixOperatingSystemMXBean system;
    private final List<GarbageCollectorMXBean> collectors;

    private JvmWatch(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
        threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
        system = ManagementFactory.getPlatformMXBean(beans, UnixOperatingSystemMXBean.class);
        collectors = ManagementFactory.getPlatformMXBeans(beans, GarbageCollectorMXBean.class);
    }

    /// @throws CannotContinue when it refuses the connection
    @SuppressWarnings("BanJNDI") // The address is that of an agent on this machine, in a process of our own stack.
    static JvmWatch of(ProcessHandle process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
                return new JvmWatch(process.pid(), JMXConnectorFactory.connect(url));
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            throw new CannotContinue("The gateway's JVM cannot be inspected: %s.".formatted(e.getMessage()), e);
        }
    }

    /// The memory, threads and files of a JVM. Memory in MiB.
    ///
    /// @param heap in use right after a full collection
    /// @param resident memory of the process; below 0 if the system does not show it
    /// @param outside the part of that outside the heap
    /// @param nonHeap classes, compiled code and similar
    /// @param threads of the system; virtual ones do not count
    /// @param files open file descriptors, sockets included
    record Held(double heap, double resident, double outside, double nonHeap, int threads, long files) {}

    /// Triggers a garbage collection and reads the values.
    Held look() {
        memory.gc();
        MemoryUsage heap = memory.getHeapMemoryUsage();
        double resident = resident();
        return new Held(
                afterCollection(heap.getUsed()) / MEGABYTE,
                resident,
                resident - heap.getCommitted() / MEGABYTE,
                memory.getNonHeapMemoryUsage().getUsed() / MEGABYTE,
                threads.getThreadCount(),
                system.getOpenFileDescriptorCount());
    }

    /// The memory that the last collection left in use, of all heap spaces; the current use if that is unknown.
    private double afterCollection(long usedNow) {
        @Nullable
        GarbageCollectorMXBean last = collectors.stream()
                .filter(collector -> collector.getLastGcInfo() != null)
                .max(Comparator.comparingLong(
                        collector -> collector.getLastGcInfo().getEndTime()))
                .orElse(null);
        if (last == null) {
            return usedNow;
        }
        List<String> pools = List.of(last.getMemoryPoolNames());
        return last.getLastGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()) && isHeap(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    private static boolean isHeap(String pool) {
        return !pool.contains("Metaspace") && !pool.contains("Code") && !pool.contains("Class Space");
    }

    private double resident() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // It has ended, then.
        }
    }
}
