package io.plumbline.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentReadersTest {

    @Test
    void readsTheBlocksOfMarkdown() {
        ParsedDocument document = new MarkdownReader().read("""
                Title
                =====

                A *short* [link](https://example.com)
                and `code`.

                - one
                  - two

                | name | amount |
                |------|-------:|
                | Anna | **5** |

                ```java
                int x = 1;
                ```
                <b>raw</b>
                """);

        assertThat(document.blocks())
                .containsExactly(
                        Block.heading(1, "Title", 0),
                        Block.paragraph("A short link\nand code.", 0),
                        Block.listItem(1, "one", 0),
                        Block.listItem(2, "two", 0),
                        Block.table("| name | amount |\n| Anna | 5 |", 0),
                        Block.code("int x = 1;", 0),
                        Block.paragraph("<b>raw</b>", 0));
    }

    @Test
    void readsHostileMarkdown() {
        for (String part :
                new String[] {"> ", "- ", "[", "*a **b ", "<", "`", "![", "| ", "\\", "&#x1f600; ", "\u0000"}) {
            assertThat(new MarkdownReader().read(part.repeat(4_000)).text()).isNotNull();
        }
    }

    @Test
    void readsParagraphsAndPagesOfPlainText() {
        ParsedDocument document = new PlainTextReader().read("\r\none\r\ntwo  \n \nthree\ffour\n");

        assertThat(document.blocks())
                .containsExactly(
                        Block.paragraph("one\ntwo", 1), Block.paragraph("three", 1), Block.paragraph("four", 2));
        assertThat(document.text()).isEqualTo("one\ntwo\n\nthree\n\nfour");
        assertThat(document.starts()).containsExactly(0, 9, 16);
    }
}
