package io.medseal.demo.drawing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Encodes baseline JPEG without temporary files. */
public final class Jpeg {
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

  private Jpeg() {}

  /**
   * Encodes a picture, with half as many colour samples across as DICOM's YBR_FULL_422 has.
   *
   * @param quality from 0 to 1
   */
  public static byte[] encode(BufferedImage picture, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(picture), parameters);
      if (picture.getRaster().getNumBands() == 3) {
        halveColoursAcross(metadata);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, metadata), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static void halveColoursAcross(IIOMetadata metadata) throws IOException {
    Node tree = metadata.getAsTree(FORMAT);
    Element frame = (Element) ((Element) tree).getElementsByTagName("sof").item(0);
    Element luminance = (Element) frame.getElementsByTagName("componentSpec").item(0);
    luminance.setAttribute("HsamplingFactor", "2");
    luminance.setAttribute("VsamplingFactor", "1");
    metadata.setFromTree(FORMAT, tree);
  }
}
