import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Locale;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the libraries of the command line fit for Java's AOT cache, which holds loaded and linked
 * classes so that a short command need not load them again. The cache takes no class of a signed
 * jar, and none of a class file version below 50 (Java 6). Here signatures are taken off, and old
 * class files get the stack maps that newer versions have; their code stays as it is, and the Java
 * virtual machine verifies it as ever. (Maven has checked what it downloaded before.)
 *
 * <p>Usage: {@code java build/Cacheable.java FOLDER}. Jars that need nothing stay untouched.
 */
public final class Cacheable {
  private static final int OLDEST_CACHED = 50;
  private static final int WITH_STACK_MAPS = 55;

  private Cacheable() {}

  public static void main(String[] args) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
      for (Path jar : jars) {
        if (isRefusedByTheCache(jar)) {
          rewrite(jar);
        }
      }
    }
  }

  private static boolean isRefusedByTheCache(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (isSignature(entry.getName())
            || (isClass(entry.getName()) && version(read(zip, entry)) < OLDEST_CACHED)) {
          return true;
        }
      }
      return false;
    }
  }

  private static void rewrite(Path jar) throws IOException {
    Path fresh = jar.resolveSibling(jar.getFileName() + ".cacheable");
    try (URLClassLoader hierarchy = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipFile zip = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(fresh);
        ZipOutputStream written = new ZipOutputStream(out)) {
      ClassFile files =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(hierarchy)));
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (isSignature(name)) {
          continue;
        }
        byte[] bytes = read(zip, entry);
        if (name.equals("META-INF/MANIFEST.MF")) {
          bytes = withoutDigests(bytes);
        } else if (isClass(name) && version(bytes) < OLDEST_CACHED) {
          bytes = withStackMaps(files, bytes);
        }
        ZipEntry copy = new ZipEntry(name);
        copy.setLastModifiedTime(entry.getLastModifiedTime());
        written.putNextEntry(copy);
        written.write(bytes);
        written.closeEntry();
      }
    }
    Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] withStackMaps(ClassFile files, byte[] bytes) {
    return files.transformClass(
        files.parse(bytes),
        (ClassBuilder builder, ClassElement element) -> {
          switch (element) {
            case ClassFileVersion _ -> builder.withVersion(WITH_STACK_MAPS, 0);
            case MethodModel method ->
                builder.transformMethod(
                    method, MethodTransform.transformingCode((code, each) -> code.with(each)));
            default -> builder.with(element);
          }
        });
  }

  /** The main attributes alone; a signed jar's manifest also lists a digest for each entry. */
  private static byte[] withoutDigests(byte[] manifest) throws IOException {
    Manifest kept = new Manifest(new ByteArrayInputStream(manifest));
    kept.getEntries().clear();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    kept.write(bytes);
    return bytes.toByteArray();
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  private static boolean isSignature(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("META-INF/")
        && upper.indexOf('/', "META-INF/".length()) < 0
        && (upper.endsWith(".SF")
            || upper.endsWith(".RSA")
            || upper.endsWith(".DSA")
            || upper.endsWith(".EC"));
  }

  private static int version(byte[] file) {
    return (file[6] & 0xFF) << 8 | (file[7] & 0xFF);
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    return zip.getInputStream(entry).readAllBytes();
  }
}
