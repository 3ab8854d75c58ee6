package io.plumbline.knowledge.chunk;

import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.BlockKind;
import io.plumbline.knowledge.document.ParsedDocument;
import io.plumbline.knowledge.embedding.Embedder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Cuts documents into chunks. The chunks of a document together have all of its text but white space; each has at
/// most as many code points as the settings say, a repeated header included. Deterministic if the embedder is.
/// Thread-safe.
public final class Chunker {

    private final ChunkingSettings settings;
    private final Cutter cutter;

    private Chunker(ChunkingSettings settings, Cutter cutter) {
        this.settings = settings;
        this.cutter = cutter;
    }

    /// @param embedder used by `SEMANTIC` only
    public static Chunker of(ChunkingSettings settings, Embedder embedder) {
        return new Chunker(
                settings,
                switch (settings.strategy()) {
                    case FIXED -> new FixedCutter();
                    case SENTENCE -> new SentenceCutter();
                    case RECURSIVE -> new RecursiveCutter();
                    case HEADING -> new HeadingCutter();
                    case SEMANTIC -> new SemanticCutter(embedder);
                });
    }

    /// The chunks in the order of the text.
    ///
    /// @throws RuntimeException when `SEMANTIC` cannot use its embedder now
    public List<Chunk> chunk(ParsedDocument document) {
        DocumentText text = new DocumentText(document);
        List<List<String>> outline = outline(document.blocks());
        List<Chunk> chunks = new ArrayList<>();
        int from = 0;
        for (int block = 0; block <= text.blocks().size(); block++) {
            boolean ends = block == text.blocks().size();
            if (ends || text.blocks().get(block).kind() == BlockKind.TABLE) {
                if (block > from) {
                    addProse(text, from, block, outline, chunks);
                }
                if (!ends) {
                    addTable(text, block, outline, chunks);
                }
                from = block + 1;
            }
        }
        return chunks;
    }

    private void addProse(DocumentText text, int from, int to, List<List<String>> outline, List<Chunk> chunks) {
        int least = text.start(from);
        for (Span span : cutter.cut(text, from, to, settings.size() - settings.overlap())) {
            Span own = text.trimmed(span);
            if (own.length() == 0) {
                continue;
            }
            int start = span.fresh() ? own.start() : overlapping(text, least, own.start());
            least = start + 1;
            int block = text.blockAt(own.start());
            int page = text.blocks().get(block).page();
            while (text.blocks().get(block).kind() == BlockKind.HEADING && text.start(block + 1) < own.end()) {
                block++;
            }
            String body = text.substring(start, own.end());
            chunks.add(new Chunk(chunks.size(), "", body, start, own.end(), outline.get(block), page));
        }
    }

    /// Where a chunk starts that repeats the end of the one before it: at the first sentence within reach, else at
    /// the first word.
    private int overlapping(DocumentText text, int least, int start) {
        int reach = Math.max(least, start - settings.overlap());
        int word = -1;
        for (int at = reach; at < start && settings.strategy() != ChunkingStrategy.FIXED; at++) {
            if (at > 0 && !text.isSpace(at) && text.isSpace(at - 1)) {
                if (endsSentence(text, at)) {
                    return at;
                }
                word = word < 0 ? at : word;
            }
        }
        int begin = word < 0 ? reach : word;
        while (begin < start && text.isSpace(begin)) {
            begin++;
        }
        return begin;
    }

    private static boolean endsSentence(DocumentText text, int at) {
        int last = at - 1;
        while (last > 0 && text.isSpace(last)) {
            if (text.at(last) == '\n') {
                return true;
            }
            last--;
        }
        return ".!?…。！？".indexOf(text.at(last)) >= 0;
    }

    private void addTable(DocumentText text, int block, List<List<String>> outline, List<Chunk> chunks) {
        for (TableCutter.Part part : TableCutter.cut(text, block, settings.size())) {
            Span own = text.trimmed(part.span());
            String body = text.substring(own.start(), own.end());
            int page = text.blocks().get(block).page();
            if (!body.isEmpty()) {
                chunks.add(new Chunk(
                        chunks.size(), part.header(), body, own.start(), own.end(), outline.get(block), page));
            }
        }
    }

    /// The headings that each block is under, itself included.
    private static List<List<String>> outline(List<Block> blocks) {
        List<List<String>> outline = new ArrayList<>(blocks.size());
        Deque<Block> open = new ArrayDeque<>();
        List<String> path = List.of();
        for (Block block : blocks) {
            if (block.kind() == BlockKind.HEADING) {
                while (!open.isEmpty() && open.getLast().level() >= block.level()) {
                    open.removeLast();
                }
                open.addLast(block);
                path = open.stream().map(Block::text).toList();
            }
            outline.add(path);
        }
        return outline;
    }
}
