package io.plumbline.knowledge.index;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.LowerCaseFilter;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/// The language of the documents, which decides how words are compared: by their stem, without the most frequent
/// ones. `ANY` compares whole words without accents, and Chinese, Japanese and Korean by pairs of characters.
public enum IndexLanguage {
    ANY,
    ENGLISH,
    GERMAN,
    FRENCH,
    SPANISH,
    ITALIAN,
    PORTUGUESE,
    DUTCH;

    public Analyzer analyzer() {
        return switch (this) {
            case ANY -> new WholeWords();
            case ENGLISH -> new EnglishAnalyzer();
            case GERMAN -> new GermanAnalyzer();
            case FRENCH -> new FrenchAnalyzer();
            case SPANISH -> new SpanishAnalyzer();
            case ITALIAN -> new ItalianAnalyzer();
            case PORTUGUESE -> new PortugueseAnalyzer();
            case DUTCH -> new DutchAnalyzer();
        };
    }

    private static final class WholeWords extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            TokenStream tokens = new LowerCaseFilter(new CJKWidthFilter(words));
            return new TokenStreamComponents(words, new ASCIIFoldingFilter(new CJKBigramFilter(tokens)));
        }
    }
}
