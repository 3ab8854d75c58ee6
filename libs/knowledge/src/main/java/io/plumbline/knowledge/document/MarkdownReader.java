package io.plumbline.knowledge.document;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Reads CommonMark with the tables of GitHub. Keeps the words and drops the marks: of a link its text, of an image
/// its description. HTML stays as it is written. A table has one line per row, its cells between `|`.
public final class MarkdownReader implements DocumentReader {

    private static final int DEEPEST_NESTING = 64;

    private final Parser parser = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(DEEPEST_NESTING)
            .build();

    @Override
    public ParsedDocument read(String text) {
        List<Block> blocks = new ArrayList<>();
        Node root = parser.parse(text);
        Node node = root.getFirstChild();
        while (node != null) {
            boolean complete = add(blocks, node);
            node = after(node, root, !complete);
        }
        return new ParsedDocument(blocks);
    }

    /// Adds the block that a node is.
    ///
    /// @return false if the node contains blocks instead
    private static boolean add(List<Block> blocks, Node node) {
        switch (node) {
            case Heading heading -> add(blocks, BlockKind.HEADING, words(heading), heading.getLevel());
            case Paragraph paragraph -> {
                int depth = listDepth(paragraph);
                add(blocks, depth > 0 ? BlockKind.LIST_ITEM : BlockKind.PARAGRAPH, words(paragraph), depth);
            }
            case FencedCodeBlock code -> add(blocks, BlockKind.CODE, code.getLiteral(), 0);
            case IndentedCodeBlock code -> add(blocks, BlockKind.CODE, code.getLiteral(), 0);
            case HtmlBlock html -> add(blocks, BlockKind.PARAGRAPH, html.getLiteral(), 0);
            case TableBlock table -> add(blocks, BlockKind.TABLE, rows(table), 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void add(List<Block> blocks, BlockKind kind, String text, int level) {
        if (!text.isBlank()) {
            blocks.add(new Block(kind, text.stripTrailing(), Math.min(level, Block.DEEPEST), 0));
        }
    }

    private static int listDepth(Node node) {
        int depth = 0;
        for (Node at = node; at != null; at = at.getParent()) {
            depth += at instanceof ListItem ? 1 : 0;
        }
        return depth;
    }

    private static String rows(TableBlock table) {
        StringBuilder rows = new StringBuilder();
        for (Node node = table.getFirstChild(); node != null; node = after(node, table, !(node instanceof TableCell))) {
            if (node instanceof TableRow) {
                rows.append(rows.isEmpty() ? "|" : "\n|");
            } else if (node instanceof TableCell cell) {
                rows.append(' ').append(words(cell)).append(" |");
            }
        }
        return rows.toString();
    }

    private static String words(Node block) {
        StringBuilder words = new StringBuilder();
        for (Node node = block.getFirstChild(); node != null; node = after(node, block, true)) {
            switch (node) {
                case Text text -> words.append(text.getLiteral());
                case Code code -> words.append(code.getLiteral());
                case HtmlInline html -> words.append(html.getLiteral());
                case SoftLineBreak _, HardLineBreak _ -> words.append('\n');
                default -> {}
            }
        }
        return words.toString();
    }

    /// The next node below a root in reading order. Without recursion, because emphasis can nest as deep as a text
    /// is long.
    private static @Nullable Node after(Node node, Node root, boolean inside) {
        if (inside && node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != null && !at.equals(root) && at.getNext() == null) {
            at = at.getParent();
        }
        return at == null || at.equals(root) ? null : at.getNext();
    }
}
