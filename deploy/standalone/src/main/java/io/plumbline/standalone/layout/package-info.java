/// The layout of an installation: the folder `.plumbline`, the ports, the services.
@NullMarked
package io.plumbline.standalone.layout;

import org.jspecify.annotations.NullMarked;
