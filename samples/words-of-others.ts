/** Words of field names in other languages, and the English ones that say the same. */
const SAME: { readonly [english: string]: string } = {
  address: "adresse dirección direccion indirizzo endereço endereco adres",
  age: "edad âge idade età eta leeftijd",
  city: "stadt ville ciudad cidade città citta plaats",
  country: "pays país pais paese",
  currency: "währung waehrung devise moneda moeda valuta",
  description: "beschreibung descripción descripcion descrição descricao descrizione omschrijving",
  email: "mail correo courriel メール",
  error: "fehler erreur errore erro fout",
  language: "sprache langue idioma lingua taal",
  message: "nachricht mensaje mensagem messaggio bericht",
  name: "nom vorname nachname nombre nome naam 名前 姓名 имя",
  note: "notiz nota",
  password: "passwort kennwort contraseña senha wachtwoord",
  phone: "telefon telefono teléfono téléphone telefone telefoon",
  price: "preis prix precio preço preco prezzo prijs",
  subject: "betreff sujet asunto assunto oggetto onderwerp",
  text: "texte texto testo tekst",
  title: "titel titre título titulo titolo",
  user: "benutzer utilisateur usuario usuário utente gebruiker",
  year: "jahr année annee año anno jaar",
};

const ENGLISH: ReadonlyMap<string, string> = new Map(
  Object.entries(SAME).flatMap(([english, others]) =>
    others.split(" ").map((other): [string, string] => [other, english]),
  ),
);

/** The English word for one of a field's name; itself where it is not known. */
export function inEnglish(word: string): string {
  return ENGLISH.get(word) ?? word;
}
