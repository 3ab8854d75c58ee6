package io.plumbline.knowledge.index.lucene;

import io.plumbline.knowledge.index.ChunkHit;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.QueryRules;
import io.plumbline.knowledge.index.RankFusion;
import io.plumbline.knowledge.index.SearchQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.BytesRef;

/// Answers one query on one state of the index: words by BM25, vectors by their neighbours, both among the chunks
/// that the caller may find and the filter allows.
final class ChunkSearcher {

    private final IndexSettings settings;
    private final Analyzer analyzer;
    private final IndexSearcher searcher;

    ChunkSearcher(IndexSettings settings, Analyzer analyzer, IndexSearcher searcher) {
        this.settings = settings;
        this.analyzer = analyzer;
        this.searcher = searcher;
    }

    List<ChunkHit> search(SearchQuery query) throws IOException {
        QueryRules.check(query, settings);
        Query allowed = new FilterQueries(settings).query(query.filter(), query.caller(), searcher.getIndexReader());
        int candidates = query.candidates();
        return RankFusion.fuse(byWords(query, allowed, candidates), byVector(query, allowed, candidates), query.topK());
    }

    private List<RankFusion.Candidate> byWords(SearchQuery query, Query allowed, int candidates) throws IOException {
        Set<BytesRef> words = query.text() == null ? Set.of() : words(query.text());
        if (words.isEmpty()) {
            return List.of();
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        words.forEach(word -> any.add(new TermQuery(new Term(ChunkFields.WORDS, word)), Occur.SHOULD));
        Query found = new BooleanQuery.Builder()
                .add(any.build(), Occur.MUST)
                .add(allowed, Occur.FILTER)
                .build();
        return candidates(searcher.search(found, new TopScoreDocCollectorManager(candidates, candidates)));
    }

    private List<RankFusion.Candidate> byVector(SearchQuery query, Query allowed, int candidates) throws IOException {
        float[] vector = query.vector();
        if (vector == null) {
            return List.of();
        }
        byte[] bytes = Quantization.bytes(vector);
        if (bytes == null) {
            return List.of();
        }
        Query near = new KnnByteVectorQuery(ChunkFields.VECTOR, bytes, candidates, allowed);
        return candidates(searcher.search(near, new TopScoreDocCollectorManager(candidates, candidates)));
    }

    private Set<BytesRef> words(String text) throws IOException {
        Set<BytesRef> words = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream(ChunkFields.WORDS, text)) {
            TermToBytesRefAttribute term = tokens.addAttribute(TermToBytesRefAttribute.class);
            tokens.reset();
            while (words.size() < SearchQuery.MOST_WORDS && tokens.incrementToken()) {
                words.add(BytesRef.deepCopyOf(term.getBytesRef()));
            }
        }
        return words;
    }

    private List<RankFusion.Candidate> candidates(TopDocs found) throws IOException {
        List<RankFusion.Candidate> candidates = new ArrayList<>(found.scoreDocs.length);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        for (ScoreDoc hit : found.scoreDocs) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
            int doc = hit.doc - leaf.docBase;
            BinaryDocValues ids = DocValues.getBinary(leaf.reader(), ChunkFields.ID);
            SortedDocValues documents = DocValues.getSorted(leaf.reader(), ChunkFields.DOCUMENT);
            if (!ids.advanceExact(doc) || !documents.advanceExact(doc)) {
                throw new IOException("A chunk in the index has no id");
            }
            candidates.add(new RankFusion.Candidate(
                    ids.binaryValue().utf8ToString(),
                    documents.lookupOrd(documents.ordValue()).utf8ToString(),
                    hit.score));
        }
        return candidates;
    }
}
