package io.plumbline.knowledge.index.lucene;

import java.nio.file.Path;

/// Another [ChunkIndex] has the folder open, in this process or another one.
public final class IndexInUseException extends RuntimeException {

    IndexInUseException(Path folder, Throwable cause) {
        super("The search index in %s is open already. One process at a time can use it.".formatted(folder), cause);
    }
}
