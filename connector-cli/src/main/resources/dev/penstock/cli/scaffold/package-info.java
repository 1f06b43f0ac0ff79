/** The connector {@code __name__}. */
@NullMarked
package __package__;

import org.jspecify.annotations.NullMarked;
