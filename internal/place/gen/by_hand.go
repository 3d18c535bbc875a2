package main

// byHand has the everyday names, mostly Spanish, that the city list may lack: the
// city as the list names it, its country, then the names.
//
//nolint:misspell // Spanish
const byHand = `New York City|US|New York|Nueva York|NYC
Los Angeles|US|LA|Los Ángeles
San Francisco|US|SF|Frisco
Washington|US|Washington DC|DC|Washington, D.C.
Philadelphia|US|Filadelfia|Philly
New Orleans|US|Nueva Orleans|NOLA
Las Vegas|US|Vegas
Saint Paul|US|St. Paul
St. Louis|US|Saint Louis|San Luis
Fort Worth|US|Ft. Worth
Brooklyn|US|Bruklin
Mexico City|MX|Ciudad de México|CDMX|Mexico DF|México D.F.|México
Montréal|CA|Montreal
Québec|CA|Quebec City|Quebec|Ciudad de Quebec
London|GB|Londres
Edinburgh|GB|Edimburgo
Belfast|GB|Bélfast
Paris|FR|París
Marseille|FR|Marsella|Marseilles
Lyon|FR|Lyons
Bordeaux|FR|Burdeos
Toulouse|FR|Tolosa
Nice|FR|Niza
Strasbourg|FR|Estrasburgo
Munich|DE|Múnich|München|Muenchen
Köln|DE|Colonia|Cologne|Koeln
Berlin|DE|Berlín
Hamburg|DE|Hamburgo
Frankfurt am Main|DE|Frankfurt|Fráncfort|Francfort
Dresden|DE|Dresde
Nürnberg|DE|Núremberg|Nuremberg|Nuernberg
Düsseldorf|DE|Dusseldorf|Duesseldorf
Hannover|DE|Hanover|Hanóver
Freiburg|DE|Friburgo|Freiburg im Breisgau
Aachen|DE|Aquisgrán
Mainz|DE|Maguncia
Zürich|CH|Zurich|Zúrich|Zuerich
Genève|CH|Geneva|Ginebra|Genf
Basel|CH|Basilea
Bern|CH|Berna|Berne
Lausanne|CH|Lausana
Vienna|AT|Viena|Wien
Salzburg|AT|Salzburgo
Brussels|BE|Bruselas|Bruxelles|Brussel
Antwerpen|BE|Amberes|Antwerp
Gent|BE|Gante|Ghent
Brugge|BE|Brujas|Bruges
Liège|BE|Lieja
The Hague|NL|La Haya|Den Haag
Amsterdam|NL|Ámsterdam
Rotterdam|NL|Róterdam
Luxembourg|LU|Luxemburgo
Rome|IT|Roma
Milan|IT|Milán|Milano
Naples|IT|Nápoles|Napoli
Turin|IT|Turín|Torino
Florence|IT|Florencia|Firenze
Venice|IT|Venecia|Venezia
Genoa|IT|Génova|Genova
Bologna|IT|Bolonia
Padova|IT|Padua
Lisbon|PT|Lisboa
Porto|PT|Oporto
Athens|GR|Atenas|Athina
Thessaloníki|GR|Salónica|Thessaloniki
Copenhagen|DK|Copenhague|København|Kobenhavn
Stockholm|SE|Estocolmo
Göteborg|SE|Gotemburgo|Gothenburg
Malmö|SE|Malmo
Helsinki|FI|Helsinqui
Reykjavík|IS|Reikiavik|Reykjavik
Dublin|IE|Dublín
Warsaw|PL|Varsovia|Warszawa
Kraków|PL|Cracovia|Cracow
Wrocław|PL|Breslavia
Gdańsk|PL|Danzig
Prague|CZ|Praga|Praha
Bratislava|SK|Presburgo
Budapest|HU|Budapést
Bucharest|RO|Bucarest|București
Sofia|BG|Sofía
Belgrade|RS|Belgrado|Beograd
Sarajevo|BA|Saraievo
Ljubljana|SI|Liubliana
Skopje|MK|Escopia
Tirana|AL|Tiranë
Kyiv|UA|Kiev|Kíev
Kharkiv|UA|Járkov|Kharkov
Odesa|UA|Odessa
Lviv|UA|Leópolis
Moscow|RU|Moscú|Moskva
Saint Petersburg|RU|San Petersburgo|St. Petersburg
Yekaterinburg|RU|Ekaterimburgo
Istanbul|TR|Estambul
Ankara|TR|Angora
İzmir|TR|Esmirna
Jerusalem|IL|Jerusalén
Tel Aviv|IL|Tel Aviv-Yafo
Cairo|EG|El Cairo
Alexandria|EG|Alejandría
Casablanca|MA|Casa Blanca
Tangier|MA|Tánger
Fes|MA|Fez
Marrakesh|MA|Marrakech
Algiers|DZ|Argel
Tunis|TN|Túnez
Tripoli|LY|Trípoli
Addis Ababa|ET|Adís Abeba
Nairobi|KE|Nairobí
Johannesburg|ZA|Johannesburgo
Cape Town|ZA|Ciudad del Cabo
Beirut|LB|Beirut
Damascus|SY|Damasco
Baghdad|IQ|Bagdad
Tehran|IR|Teherán
Riyadh|SA|Riad
Mecca|SA|La Meca
Abu Dhabi|AE|Abu Dabi
Dubai|AE|Dubái
Kuwait City|KW|Kuwait|Ciudad de Kuwait
Kabul|AF|Kábul
Mumbai|IN|Bombay
Delhi|IN|Nueva Delhi
New Delhi|IN|Nueva Delhi
Kolkata|IN|Calcuta|Calcutta
Chennai|IN|Madrás|Madras
Bengaluru|IN|Bangalore
Kathmandu|NP|Katmandú
Dhaka|BD|Daca
Yangon|MM|Rangún|Rangoon
Bangkok|TH|Bangkok
Ho Chi Minh City|VN|Ciudad Ho Chi Minh|Saigón|Saigon
Hanoi|VN|Hanói
Phnom Penh|KH|Nom Pen
Singapore|SG|Singapur
Kuala Lumpur|MY|KL
Jakarta|ID|Yakarta
Manila|PH|Manila
Beijing|CN|Pekín|Peking
Shanghai|CN|Shanghái
Guangzhou|CN|Cantón|Canton
Nanjing|CN|Nankín|Nanking
Hong Kong|HK|Hongkong
Taipei|TW|Taipéi
Tokyo|JP|Tokio
Kyoto|JP|Kioto
Seoul|KR|Seúl
Pyongyang|KP|Pionyang
Ulan Bator|MN|Ulán Bator|Ulaanbaatar
Sydney|AU|Sídney
Melbourne|AU|Melburne
São Paulo|BR|San Pablo|Sampa
Rio de Janeiro|BR|Río de Janeiro|Rio
Brasília|BR|Brasilia
Havana|CU|La Habana
Port-au-Prince|HT|Puerto Príncipe
Port of Spain|TT|Puerto España
Panamá|PA|Panama City|Ciudad de Panamá
Guatemala City|GT|Ciudad de Guatemala
Bogotá|CO|Santafé de Bogotá
Buenos Aires|AR|CABA|Capital Federal|Baires
Sevilla|ES|Seville
Zaragoza|ES|Saragossa
A Coruña|ES|La Coruña|Corunna
Donostia / San Sebastián|ES|San Sebastián|Donostia|Donosti
Gasteiz / Vitoria|ES|Vitoria
Girona|ES|Gerona
Lleida|ES|Lérida
Palma|ES|Palma de Mallorca
Las Palmas de Gran Canaria|ES|Las Palmas|Gran Canaria|Canarias
Nicosia|CY|Lefkosia
Valletta|MT|La Valeta
Conakry|GN|Conakri
Nay Pyi Taw|MM|Naipyidó|Naypyidaw
São Tomé|ST|Santo Tomé
Juba|SS|Yuba
Ramallah|PS|Ramala
Bethlehem|PS|Belén
Gaillimh|IE|Galway
Manhattan|US|Harlem
Hempstead|US|Long Island
San Jose|US|Silicon Valley
Hanga Roa|CL|Isla de Pascua|Rapa Nui|Easter Island|Easter
Papeete|PF|Tahití
Denpasar|ID|Bali
Irákleion|GR|Heraklion|Creta|Crete
Palermo|IT|Sicilia
Cagliari|IT|Cerdeña
Santa Cruz de Tenerife|ES|Tenerife
Maó|ES|Mahón|Menorca
Arrecife|ES|Lanzarote
`
