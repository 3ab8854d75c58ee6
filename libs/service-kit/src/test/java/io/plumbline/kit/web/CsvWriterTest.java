package io.plumbline.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CsvWriterTest {

    @Test
    void quotesSeparatorsAndQuotes() throws IOException {
        assertThat(written("a", "b,c", "d\"e", "f\ng", null, new BigDecimal("-0.5")))
                .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",,-0.5\r\n");
    }

    @Test
    void disarmsFormulas() throws IOException {
        assertThat(written("=1+1", "@sum(a)", "-x", "+x")).isEqualTo("'=1+1,'@sum(a),'-x,'+x\r\n");
    }

    private static String written(Object... cells) throws IOException {
        StringBuilder out = new StringBuilder();
        new CsvWriter(out).row(cells);
        return out.toString();
    }
}
