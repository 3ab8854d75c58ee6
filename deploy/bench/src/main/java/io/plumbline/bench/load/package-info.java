/// Makes calls as fast as they are answered, and times them.
@NullMarked
package io.plumbline.bench.load;

import org.jspecify.annotations.NullMarked;
