// Reads a question aloud with the device's own voice. Without one, the button stays hidden.
if ("speechSynthesis" in window) {
  for (const button of document.querySelectorAll("[data-listen]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      window.speechSynthesis.cancel();
      const words = new SpeechSynthesisUtterance(button.dataset.listen);
      words.lang = "en-GB";
      words.rate = 0.9;
      window.speechSynthesis.speak(words);
    });
  }
}
