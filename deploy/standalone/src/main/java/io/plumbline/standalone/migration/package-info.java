/// `import`: copies the contents of other registries into this one.
@NullMarked
package io.plumbline.standalone.migration;

import org.jspecify.annotations.NullMarked;
