/// Names of people, places and organizations, addresses, and other personal details in words: by lists and rules,
/// and, if an encoder is available, by a small network on its vectors.
@NullMarked
package io.plumbline.personaldata.names;

import org.jspecify.annotations.NullMarked;
