/// How well and how fast passages of documents are found: labelled sets, chunking strategies, and a large index.
@NullMarked
package io.plumbline.bench.retrieval;

import org.jspecify.annotations.NullMarked;
