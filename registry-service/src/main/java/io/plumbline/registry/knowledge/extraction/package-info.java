/// Reads files into blocks of text, in processes of their own, because files may be hostile.
@NullMarked
package io.plumbline.registry.knowledge.extraction;

import org.jspecify.annotations.NullMarked;
