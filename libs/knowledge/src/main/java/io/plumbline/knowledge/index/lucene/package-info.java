/// The search index of a knowledge base on this machine's disk, on Apache Lucene.
@NullMarked
package io.plumbline.knowledge.index.lucene;

import org.jspecify.annotations.NullMarked;
