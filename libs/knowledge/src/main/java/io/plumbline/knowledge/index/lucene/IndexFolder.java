package io.plumbline.knowledge.index.lucene;

import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.lucene.LuceneIndex.CommittedState;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;

/// Opens the folder of an index, and empties it if its content cannot be used.
final class IndexFolder {

    private static final double BUFFER_MEGABYTES = 64;

    record Opened(Directory directory, IndexWriter writer, Analyzer analyzer, CommittedState state) {}

    private IndexFolder() {}

    static Opened open(Path folder, IndexSettings settings) throws IOException {
        Files.createDirectories(folder);
        Directory directory = FSDirectory.open(folder);
        try {
            return open(directory, settings);
        } catch (LockObtainFailedException e) {
            directory.close();
            throw new IndexInUseException(folder, e);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static Opened open(Directory directory, IndexSettings settings) throws IOException {
        Analyzer analyzer = settings.language().analyzer();
        try {
            CommittedState state = stored(directory, settings);
            OpenMode mode = state.generation() == 0 ? OpenMode.CREATE : OpenMode.APPEND;
            return new Opened(directory, writer(directory, analyzer, mode), analyzer, state);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | FileNotFoundException
                | NoSuchFileException _) {
            deleteAll(directory);
            IndexWriter writer = writer(directory, analyzer, OpenMode.CREATE);
            return new Opened(directory, writer, analyzer, CommittedState.EMPTY);
        }
    }

    private static CommittedState stored(Directory directory, IndexSettings settings) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return CommittedState.EMPTY;
        }
        return CommittedState.of(SegmentInfos.readLatestCommit(directory).getUserData(), settings);
    }

    private static IndexWriter writer(Directory directory, Analyzer analyzer, OpenMode mode) throws IOException {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setForceMergeDeletesPctAllowed(0);
        return new IndexWriter(
                directory,
                new IndexWriterConfig(analyzer)
                        .setOpenMode(mode)
                        .setCommitOnClose(false)
                        .setMergePolicy(merges)
                        .setRAMBufferSizeMB(BUFFER_MEGABYTES));
    }

    private static void deleteAll(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (String file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    lock.ensureValid();
                    directory.deleteFile(file);
                }
            }
        }
    }
}
