/// How fast a knowledge base ingests files.
@NullMarked
package io.plumbline.bench.ingestion;

import org.jspecify.annotations.NullMarked;
