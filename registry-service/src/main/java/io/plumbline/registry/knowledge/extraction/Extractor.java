package io.plumbline.registry.knowledge.extraction;

import io.plumbline.knowledge.document.ParsedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Reads files in a small pool of processes, which end when nothing is read for a minute. A process that fails or
/// is late is killed, and its file is not tried again here. Thread-safe.
@Service
@EnableConfigurationProperties(ExtractionProperties.class)
public class Extractor implements AutoCloseable {

    private final ExtractionProperties limits;
    private final Semaphore places;
    private final Deque<ExtractionWorker> idle = new ArrayDeque<>();
    private boolean used;
    private boolean closed;

    Extractor(ExtractionProperties limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.processes());
    }

    /// Reads a file, after others if all processes are busy.
    ///
    /// @throws RefusedFileException for a reason that lies in the file
    /// @throws IOException for any other reason; another attempt may succeed
    public ParsedDocument read(DocumentFormat format, Path file)
            throws IOException, RefusedFileException, InterruptedException {
        places.acquire();
        try {
            ExtractionWorker worker = take();
            try {
                return worker.read(format, file);
            } finally {
                if (!worker.isReady() || !giveBack(worker)) {
                    worker.close();
                }
            }
        } finally {
            places.release();
        }
    }

    private ExtractionWorker take() throws IOException {
        synchronized (idle) {
            used = true;
            ExtractionWorker worker = idle.poll();
            if (worker != null) {
                return worker;
            }
        }
        return new ExtractionWorker(limits);
    }

    private boolean giveBack(ExtractionWorker worker) {
        synchronized (idle) {
            if (!closed) {
                idle.push(worker);
            }
            return !closed;
        }
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void endIdleProcesses() {
        synchronized (idle) {
            if (!used) {
                closeIdle();
            }
            used = false;
        }
    }

    private void closeIdle() {
        idle.forEach(ExtractionWorker::close);
        idle.clear();
    }

    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            closeIdle();
        }
    }
}
