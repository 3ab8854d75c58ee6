/// A sentence encoder that runs in this process: tokens, their vectors in each layer, and functions built on
/// them.
@NullMarked
package io.plumbline.embeddings;

import org.jspecify.annotations.NullMarked;
